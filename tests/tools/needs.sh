# What the tests need on this machine. Sourced by tests/check.sh and tests/bench.sh; $root is the repository.
# Everything is installed with Debian's or npm's own client; Node.js goes into tests/.tools, out of the system's way.

tools="$root/tests/.tools"

stop() { echo "$1" >&2; exit 2; }

as_root() {
  if [ "$(id -u)" -eq 0 ]; then "$@"
  elif command -v sudo >/dev/null; then sudo "$@"
  else stop "This needs root: run '$*' yourself, or start this script as root."; fi
}

apt_ready=""
apt_install() {
  command -v apt-get >/dev/null || stop "'$1' is missing and this is no Debian: install it and run this again."
  if [ -z "$apt_ready" ]; then as_root apt-get update -qq; apt_ready=1; fi
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

# need_program PROGRAM PACKAGE WHY
need_program() {
  if ! command -v "$1" >/dev/null; then
    echo "Installing $2: $3."
    apt_install "$2"
    command -v "$1" >/dev/null || stop "$2 was installed and '$1' is still not there."
  fi
  echo "$1: $(command -v "$1")"
}

need_dotnet() {
  local wanted="10"
  command -v dotnet >/dev/null || stop "The .NET $wanted SDK is missing. Install it (https://dotnet.microsoft.com/download/dotnet/10.0) and run this again."
  dotnet --version >/dev/null 2>&1 || stop "The .NET $wanted SDK that global.json asks for is missing; here are: $(dotnet --list-sdks | tr '\n' ' '). Install it (https://dotnet.microsoft.com/download/dotnet/10.0) and run this again."
  echo "dotnet: $(dotnet --version)"
}

node_major() { command -v node >/dev/null && node -p 'process.versions.node.split(".")[0]' 2>/dev/null || echo 0; }

# Node.js 20 or newer. Debian 12's own is 18, so a newer one comes as an npm package into tests/.tools.
need_node() {
  if [ "$(node_major)" -lt 20 ] && [ -x "$tools/node_modules/node/bin/node" ]; then use_own_node; fi
  if [ "$(node_major)" -lt 20 ] || ! command -v npm >/dev/null; then
    if ! command -v npm >/dev/null; then
      echo "Installing npm: the softphone, the third-party FHIR store and Twilio's own client come from it."
      apt_install npm
    fi
    if [ "$(node_major)" -lt 20 ]; then
      echo "Installing Node.js 20 into tests/.tools: the programs above need it, and this system has $(node --version 2>/dev/null || echo none)."
      mkdir -p "$tools"
      npm install --prefix "$tools" --no-save --no-audit --no-fund --silent node@20.x
      use_own_node
    fi
  fi
  [ "$(node_major)" -ge 20 ] || stop "Node.js 20 or newer could not be installed."
  echo "node: $(node --version), npm $(npm --version)"
}

use_own_node() { export PATH="$tools/node_modules/node/bin:$PATH"; hash -r; }

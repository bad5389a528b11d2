#!/usr/bin/env bash
# Builds and tests everything. Installs what the tests need when it is missing, and says what and why.
#
#   tests/check.sh           every test
#   tests/check.sh --long    with the long forms (more seeds, more kills, more minutes)
#
# The last line is "N passed, N failed, N skipped". Ends with 1 when a test failed, a project ran no test at all, or a
# test was skipped without saying why; with 2 when something that is needed could not be had.
set -euo pipefail

root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
cd "$root"
source tests/tools/needs.sh

for argument in "$@"; do
  case "$argument" in
    --long) export CALLCENTER_TEST_LONG=1 ;;
    -h | --help) sed -n '2,9s/^# \{0,1\}//p' "${BASH_SOURCE[0]}"; exit 0 ;;
    *) echo "Unknown option '$argument'. Known: --long" >&2; exit 2 ;;
  esac
done

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1 DOTNET_CLI_UI_LANGUAGE=en
# Build servers would outlive this script and keep its folder busy.
export MSBUILDDISABLENODEREUSE=1 UseSharedCompilation=false
unset ASPNETCORE_URLS ASPNETCORE_ENVIRONMENT DOTNET_ENVIRONMENT

step() { printf '\n== %s  (%s)\n' "$1" "$(elapsed)"; }
elapsed() { printf '%d:%02d' $((SECONDS / 60)) $((SECONDS % 60)); }

step "What the tests need"
need_dotnet
need_node
need_program chromium-headless-shell chromium-headless-shell "the console is tested in a real browser"
need_program redis-server redis-server "several hosts share pushes through it"
if [ -n "${CALLCENTER_TEST_SQLSERVER:-}" ]; then
  echo "SQL Server persistence tests will run on the server that CALLCENTER_TEST_SQLSERVER names."
else
  echo "SQL Server persistence tests did not run: CALLCENTER_TEST_SQLSERVER is not set"
fi

step "Restore and build"
dotnet restore CallCenter.sln --locked-mode --verbosity quiet
dotnet build CallCenter.sln --no-restore --verbosity quiet -clp:NoSummary
echo "built"

# One after the other: two cores. Whole stories in the browser come last, they need everything else to be right.
results="$(mktemp -d)"
trap 'rm -rf "$results"' EXIT
projects() { find tests -name '*.Tests.csproj' -not -path '*/obj/*' | sort; }
for project in $(projects | grep -v Scenarios) $(projects | grep Scenarios || true); do
  name="$(basename "$project" .csproj)"
  step "$name"
  begun=$SECONDS code=0
  dotnet test --project "$project" --no-build --no-restore --results-directory "$results" \
    --report-xunit-ctrf --report-xunit-ctrf-filename "$name.json" >"$results/$name.log" 2>&1 </dev/null || code=$?
  echo "$code" >"$results/$name.code"
  node tests/tools/results.mjs show "$results" "$name" "$code" $((SECONDS - begun))
done

step "Sum"
node tests/tools/results.mjs sum "$results"

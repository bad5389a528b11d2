#!/usr/bin/env bash
# Measures the product beside what it is compared with, in one run on one machine. Prints a table for people and, as its
# last line, one JSON object with the run's ratios.
#
#   tests/bench.sh             (the same as startup)
#   tests/bench.sh startup     restart to the first durable answer, beside a bare ASP.NET Core host and an Express host
#   tests/bench.sh webhook     a signed call over 1, 32 and 256 connections: fixed answer, product, express with Twilio's validator and SQLite
#
# ROUNDS=n sets the number of rounds.
set -euo pipefail

root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
cd "$root"
source tests/tools/needs.sh

bench="${1:-startup}"
if [ ! -f "tests/bench/$bench.mjs" ] || [[ "$bench" == hosts || "$bench" == twilio ]]; then
  echo "There is no bench '$bench'. There are: startup, webhook" >&2
  exit 2
fi

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1
need_dotnet
need_node
if [ "$bench" = webhook ]; then need_program wrk wrk "it sends the webhooks"; fi
echo "Publishing the product and the bare host (Release) …"
dotnet publish CallCenter.Api -c Release -o tests/bench/.out/api --verbosity quiet -clp:NoSummary
dotnet publish tests/bench/BareHost -c Release -o tests/bench/.out/bare --verbosity quiet -clp:NoSummary
# better-sqlite3 is compiled where no binary is to be had; without a compiler npm leaves it out and the bench says so.
(cd tests/bench/express && npm ci --no-audit --no-fund --silent)
echo
exec node "tests/bench/$bench.mjs"

#!/usr/bin/env bash
# Measures the product beside what it is compared with, in one run on one machine. Prints a table for people and, as its
# last line, one JSON object with the run's ratios.
#
#   tests/bench.sh             (the same as startup)
#   tests/bench.sh startup     restart to the first durable answer, beside a bare ASP.NET Core host and an Express host
#   tests/bench.sh engine      one answer over five joined protocols, beside a bare Stateless transition and the same ladders in
#                              XState; the verifier over the shipped and over 1,000 generated protocols
#   tests/bench.sh timers      escalation: how late pages start at 20 a second, 1,000 at once, after a death; beside the disk's fsync
#   tests/bench.sh fanout      1,000 consoles, 20 changes of the queue a second: from the webhook's answer to every console, beside a bare
#                              WebSocket host that sends the same bytes
#   tests/bench.sh webhook     a signed call over 1, 32 and 256 connections: fixed answer, product, express with Twilio's validator and SQLite
#
# ROUNDS=n sets the number of rounds.
set -euo pipefail

root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
cd "$root"
source tests/tools/needs.sh

bench="${1:-startup}"
case "$bench" in
  startup | engine | fanout | timers | webhook) ;;
  *) echo "There is no bench '$bench'. There are: startup, engine, fanout, timers, webhook" >&2; exit 2 ;;
esac

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1
need_dotnet
if [ "$bench" = timers ]; then
  # The processes, the network's double and the probe are the chaos tests' own.
  echo "Building the product and the chaos tests (Release) …"
  dotnet build tests/CallCenter.Api.Tests -c Release --verbosity quiet -clp:NoSummary
  said="$(CALLCENTER_BENCH=timers dotnet tests/CallCenter.Api.Tests/bin/Release/net10.0/CallCenter.Api.Tests.dll \
    --filter-class '*Chaos.TimersTests' --show-live-output on)" || { echo "$said" >&2; exit 1; }
  grep -oE '(20 a second|all at once|acknowledgement at|first overdue|fsync of)[^"]*$' <<<"$said"
  grep -o '{"bench":"timers".*}' <<<"$said" | head -1
  exit 0
fi
need_node
if [ "$bench" = webhook ]; then need_program wrk wrk "it sends the webhooks"; fi
publish() { dotnet publish "$1" -c Release -o "tests/bench/.out/$2" --verbosity quiet -clp:NoSummary; }
npm_packages() { (cd "tests/bench/$1" && npm ci --no-audit --no-fund --silent); }

if [ "$bench" = engine ]; then
  echo "Publishing the engine's bench (Release) …"
  publish tests/bench/Engine engine
  npm_packages xstate
elif [ "$bench" = fanout ]; then
  echo "Publishing the product and the consoles (Release) …"
  publish CallCenter.Api api
  publish tests/bench/Fanout fanout
else
  echo "Publishing the product and the bare host (Release) …"
  publish CallCenter.Api api
  publish tests/bench/BareHost bare
  # better-sqlite3 is compiled where no binary is to be had; without a compiler npm leaves it out and the bench says so.
  npm_packages express
fi
echo
exec node "tests/bench/$bench.mjs"

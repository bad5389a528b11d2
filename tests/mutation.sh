#!/usr/bin/env bash
# The mutation score of the triage half, see docs/mutation.md.
#   tests/mutation.sh make                    dotnet-stryker writes the mutants (after a change of the product code)
#   tests/mutation.sh judge Triage/Engine/ …  judges those of the named folders or files by the tests as they are
set -euo pipefail
cd "$(dirname "$0")/.."
out=$PWD/tests/bench/.out/mutants
tests=$PWD/tests/CallCenter.Protocols.Tests

case ${1:-} in
make)
  dotnet tool restore
  mkdir -p "$out"
  (cd "$tests" && dotnet stryker --output "$out")
  cp "$tests/bin/Mutation/net10.0/CallCenter.Protocols.dll" "$out/reports/mutation-report.json" "$out"
  ;;
judge)
  dotnet build "$tests" -c Mutation -v q
  dotnet build tests/bench/Mutation -v q
  tests/bench/Mutation/bin/Debug/net10.0/Mutation judge \
    "$out/CallCenter.Protocols.dll" "$tests/bin/Mutation/net10.0" "$out/mutation-report.json" "$out/judged.md" "${@:2}"
  echo "Every mutant with its verdict: $out/judged.md"
  ;;
*) sed -n 2,4p "$0" ;;
esac

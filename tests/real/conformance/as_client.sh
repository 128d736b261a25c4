#!/usr/bin/env bash
# The client scenarios that a revision of MCP requires, with a hub as their client:
#
#   as_client.sh NODE NPM_FOLDER MCPHUB REVISION RESULTS
#
# Prints a line for each scenario that fails, and the figures. A scenario passes if none of its checks
# fails and at least one succeeds.
set -euo pipefail
node=$1 npm=$2 mcphub=$3 revision=$4 results=$5
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
suite=$npm/node_modules/@modelcontextprotocol/conformance/dist/index.js
required=$([[ $revision == 2025-11-25 ]] && echo 18 || echo 32)
# Beside the packages that it imports.
cp "$here/client.mjs" "$npm/"
mkdir -p "$results"

mapfile -t scenarios < <("$node" "$suite" list --requirements "$revision" |
  awk '/^Client scenarios/ { on = 1 } /^(Server|Authorization|Run and)/ { on = 0 } on && $1 == "-" { print $2 }')
scenarios+=(auth/client-credentials-basic)
passed=0 failed=0
for scenario in "${scenarios[@]}"; do
  log=$results/${scenario//\//_}.log
  "$node" "$suite" client --command "$node $npm/client.mjs $mcphub" --scenario "$scenario" \
    --spec-version "$revision" --force --timeout 30000 -o "$results" >"$log" 2>&1 || true
  figures=$(sed 's/\x1b\[[0-9;]*m//g' "$log" | sed -nE 's/^Passed: ([0-9]+)\/([0-9]+).*/\1 \2/p' | tail -1)
  read -r good all <<<"${figures:-0 0}"
  if [[ $all -gt 0 && $good -eq $all ]]; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1))
    echo "FAIL $scenario: $good of $all checks"
    grep -E 'attempt|FAIL|✗' "$log" | head -5 || true
  fi
done
if [[ $((passed + failed)) -ne $((required + 1)) ]]; then
  echo "FAIL $((passed + failed - 1)) scenarios were run, $required are required"
  failed=$((failed + 1))
fi
echo "$revision, the hub as client: $passed of $((required + 1)) scenarios"
[[ $failed -eq 0 ]]

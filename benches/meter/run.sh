#!/usr/bin/env bash
# Counts the instructions and allocations of the hub's operations and compares them with budget.json.
# UPDATE=1 writes the counts there instead. An argument selects the operations with it in their name.
# docs/performance.md explains the table.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

cargo build --locked --quiet --profile meter --bin mcphub
folder=$(realpath "${CARGO_TARGET_DIR:-target}/meter")
cc -shared -fPIC -O1 -Wall -o "$folder/spawn.so" benches/meter/spawn.c
exec python3 -B benches/meter/meter.py "$folder/mcphub" "$folder/spawn.so" benches/meter/budget.json "$@"

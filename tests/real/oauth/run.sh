#!/usr/bin/env bash
# Logs real clients in to a hub through Chromium: the TypeScript SDK, mcp-remote, and the official
# suite's scenarios for authorization servers. Needs node 22 or later, chromium, and npm packages, which it
# installs into $CACHE.
#   tests/real/oauth/run.sh [MCPHUB]
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
mcphub=$(realpath "${1:-target/debug/mcphub}")
cache=${CACHE:-${TMPDIR:-/tmp}/mcphub-real-oauth}
port=${PORT:-3911} callback=${CALLBACK_PORT:-3912}
work=$(mktemp -d)
trap 'kill "$hub" 2> /dev/null || true; rm -rf "$work"' EXIT

mkdir -p "$cache"
[[ -d $cache/node_modules/mcp-remote ]] || npm install --prefix "$cache" --no-audit --no-fund --silent \
  puppeteer-core @modelcontextprotocol/sdk@1 mcp-remote @modelcontextprotocol/conformance@0.2.0-alpha.12
cp "$here/login.mjs" "$cache/"

export HOME=$work
cd "$work"
echo '{ "mcpServers": { "demo": { "command": "mcphub", "args": ["demo"] } } }' > mcp_settings.json
printf 'pass-word1' | "$mcphub" --config mcp_settings.json user add ann --admin --password-stdin
"$mcphub" serve --config mcp_settings.json --port "$port" > serve.log 2>&1 &
hub=$!
for _ in $(seq 100); do curl -sf "http://127.0.0.1:$port/health" > /dev/null && break; sleep 0.1; done

cd "$cache"
node login.mjs "http://127.0.0.1:$port" ann pass-word1

id=$("$mcphub" --config "$work/mcp_settings.json" --json auth clients add suite --public \
  --redirect-uri "http://127.0.0.1:$callback/callback" | grep -o '"id": *"[^"]*"' | cut -d'"' -f4)
node node_modules/@modelcontextprotocol/conformance/dist/index.js authorization \
  --url "http://127.0.0.1:$port" --client-id "$id" --port "$callback" > "$work/suite.log" 2>&1 &
suite=$!
for _ in $(seq 100); do grep -q "Callback server started" "$work/suite.log" && break; sleep 0.1; done
url=$(grep -o "http://127.0.0.1:$port/oauth/authorize.*" "$work/suite.log" | head -1)
node login.mjs "http://127.0.0.1:$port" ann pass-word1 "$url"
wait "$suite" || true
grep -A9 SUMMARY "$work/suite.log"
grep -q "Total: 3 passed, 0 failed" "$work/suite.log"

#!/usr/bin/env bash
# Logs real clients in to a hub through Chromium: the TypeScript SDK 1.x and 2.x, the Python SDK, mcp-remote,
# Inspector, and the official suite's scenarios for authorization servers. Needs node 22.19 or later, python3
# and chromium; packages are installed into $CACHE.
#   tests/real/oauth/run.sh [MCPHUB]
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
mcphub=$(realpath "${1:-target/debug/mcphub}")
cache=${CACHE:-${TMPDIR:-/tmp}/mcphub-real-oauth}
port=${PORT:-3911} callback=${CALLBACK_PORT:-3912}
work=$(mktemp -d)
trap 'kill "$hub" 2> /dev/null || true; rm -rf "$work"' EXIT

mkdir -p "$cache"
[[ -d $cache/node_modules/@modelcontextprotocol/inspector ]] ||
  npm install --prefix "$cache" --no-audit --no-fund --silent \
    puppeteer-core mcp-remote @modelcontextprotocol/{sdk@1,client@2.4.0,inspector@2.12.0,conformance@0.2.0-alpha.12}
[[ -x $cache/python/bin/mcp ]] ||
  { python3 -m venv "$cache/python" && "$cache/python/bin/pip" install --quiet mcp==2.3.0; }
cp "$here"/login.{mjs,py} "$cache/"

export HOME=$work
cd "$work"
# Access tokens end soon, so that clients renew them.
export LIFETIME=5
cat > mcp_settings.json << END
{
  "mcpServers": { "demo": { "command": "mcphub", "args": ["demo"] } },
  "systemConfig": { "oauthServer": { "accessTokenLifetime": $LIFETIME } }
}
END
chmod 600 mcp_settings.json
printf 'pass-word1' | "$mcphub" --config mcp_settings.json user add ann --admin --password-stdin
"$mcphub" serve --config mcp_settings.json --port "$port" > serve.log 2>&1 &
hub=$!
for _ in $(seq 100); do curl -sf "http://127.0.0.1:$port/health" > /dev/null && break; sleep 0.1; done

# Adds a client, and prints its id and its secret.
add() {
  "$mcphub" --config "$work/mcp_settings.json" --json auth clients add "$@" |
    sed -nE 's/.*"(id|clientSecret)": "([^"]*)".*/\2/p' | xargs
}
read -r PUBLIC_ID <<< "$(add suite --public --redirect-uri "http://127.0.0.1:$callback/callback")"
read -r CONFIDENTIAL_ID CONFIDENTIAL_SECRET <<< "$(add inspector --redirect-uri http://127.0.0.1/oauth/callback)"
export PUBLIC_ID CONFIDENTIAL_ID CONFIDENTIAL_SECRET

cd "$cache"
node login.mjs "http://127.0.0.1:$port" ann pass-word1

node node_modules/@modelcontextprotocol/conformance/dist/index.js authorization \
  --url "http://127.0.0.1:$port" --client-id "$PUBLIC_ID" --port "$callback" > "$work/suite.log" 2>&1 &
suite=$!
for _ in $(seq 100); do grep -q "Callback server started" "$work/suite.log" && break; sleep 0.1; done
url=$(grep -o "http://127.0.0.1:$port/oauth/authorize.*" "$work/suite.log" | head -1)
node login.mjs "http://127.0.0.1:$port" ann pass-word1 "$url"
wait "$suite" || true
grep -A9 SUMMARY "$work/suite.log"
grep -q "Total: 3 passed, 0 failed" "$work/suite.log"

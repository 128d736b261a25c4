#!/bin/sh
# A registry of servers, and servers that are made from it, as Agent-Corex's API has them.
#
#   mcphub key create corex --all     # prints a key
#   mcphub serve                      # in another terminal
#   KEY=... sh examples/agent-corex.sh
set -eu
: "${HUB:=http://127.0.0.1:3000}" "${KEY:?a key of the hub that opens everything}"

# What the hub answers to METHOD PATH [BODY]; stops where it refuses.
ask() {
  curl --silent --show-error --fail-with-body --request "$1" "$HUB$2" \
    --header "Authorization: Bearer $KEY" --header 'Content-Type: application/json' \
    ${3:+--data "$3"}
  echo
}

echo '# an admin puts an entry into the registry, and changes it'
ask POST /admin/mcp_registry '{
  "name": "demo-mcp", "display_name": "Demo", "description": "A server to try things with",
  "url": "https://example.org/demo", "icon": "flask", "category": "development",
  "tools_count": 4, "command": "mcphub", "args": ["demo"]
}'
ask PATCH /admin/mcp_registry/demo-mcp '{"description":"To try things with","tools_count":4}'

echo '# who has a key reads it; without one there are names, and only if the hub is open to everybody'
ask GET /mcp_registry
ask GET /mcp_registry/demo-mcp

echo '# switched on, it becomes a server; the key may stand elsewhere, too'
ask POST /mcp_servers/toggle '{"server":"demo-mcp","enabled":true}'
curl --silent --fail-with-body --header "X-API-Key: $KEY" "$HUB/mcp_servers"; echo
ask GET /tools/installed
ask GET '/retrieve_tools?query=add%20numbers&top_k=1'

echo '# what is on, for another device, which switches it on'
ask GET /user-servers/servers
ask POST /user-servers/servers '{"installed_servers":["demo-mcp"],"installed_packs":[]}'

echo '# and back; to remove a server is not in this API'
ask POST /mcp_servers/toggle '{"server":"demo-mcp","enabled":false}'
ask DELETE /admin/mcp_registry/demo-mcp
ask DELETE /api/servers/demo-mcp

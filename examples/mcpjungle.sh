#!/bin/sh
# A tour of MCPJungle's API with curl: register servers, switch them, call a tool, gather tools in a
# group, let a program in, export all.
#
#   mcphub serve                                                  # in another terminal
#   curl -d '{"mode":"enterprise"}' -H 'Content-Type: application/json' http://127.0.0.1:3000/init \
#     -H "Authorization: Bearer $(cat ~/.local/state/mcphub/admin-token-3000)"
#   YOUR_TOKEN=... URL=https://mcp.example.com/mcp sh examples/mcpjungle.sh
set -eu
: "${HUB:=http://127.0.0.1:3000}" "${YOUR_TOKEN:?the admin_access_token that /init answered}"
: "${URL:?the endpoint of an MCP server}"

# What the hub answers to METHOD PATH [BODY]; stops where it refuses.
ask() {
  curl --silent --show-error --fail-with-body --request "$1" "$HUB$2" \
    --header "Authorization: Bearer $YOUR_TOKEN" --header 'Content-Type: application/json' \
    ${3:+--data "$3"}
  echo
}

echo '# which hub, and who asks'
ask GET /metadata
ask GET /api/v0/users/whoami

echo '# register a program and an address; each is tried before it is stored'
ask POST /api/v0/servers '{
  "name": "filesystem", "transport": "stdio", "description": "Local access",
  "command": "mcphub", "args": ["demo"]
}'
ask POST /api/v0/servers "{
  \"name\": \"weather\", \"transport\": \"streamable_http\", \"description\": \"Weather data\",
  \"url\": \"$URL\"
}"
ask POST '/api/v0/servers?force=true' "{
  \"name\": \"weather\", \"transport\": \"streamable_http\", \"session_mode\": \"stateful\",
  \"url\": \"$URL\"
}"
ask GET /api/v0/servers

echo '# switch one off and on again'
ask POST /api/v0/servers/weather/disable
ask POST /api/v0/servers/weather/enable

echo '# find a tool, call it, hide another'
ask GET '/api/v0/tool?name=filesystem__echo'
ask POST /api/v0/tools/invoke '{"name":"filesystem__echo","text":"hello"}'
ask POST '/api/v0/tools/disable?entity=filesystem__fail'

echo '# prompts and resources'
ask POST /api/v0/prompts/render '{"name":"filesystem__greet","arguments":{"name":"Ann"}}'
ask GET '/api/v0/resources?server=filesystem'

echo '# a group of tools is an endpoint: /v0/groups/readers/mcp'
ask POST /api/v0/tool-groups '{
  "name": "readers", "included_servers": ["filesystem"], "excluded_tools": ["filesystem__count"]
}'
ask GET /api/v0/tool-groups/readers/effective-tools

echo '# a program that sees one server, and a user'
ask POST /api/v0/clients '{"name":"editor","allow_list":["filesystem"],"access_token":"token-of-the-editor"}'
ask POST /api/v0/users '{"username":"ann","access_token":"token-of-ann"}'

echo '# all that is registered, secrets included'
ask GET /api/v0/server_configs

echo '# and back'
ask DELETE /api/v0/users/ann
ask DELETE /api/v0/clients/editor
ask DELETE /api/v0/tool-groups/readers
ask DELETE /api/v0/servers/weather
ask DELETE /api/v0/servers/filesystem

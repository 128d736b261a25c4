#!/bin/sh
# A tour of the admin API as Pandora speaks it: log in, add servers by patching the configuration, see
# what they offer, take them away again.
#
#   mcphub serve                 # in another terminal; it prints the first password
#   HUB=http://127.0.0.1:3000 PASSWORD=... sh examples/pandora.sh
set -eu
: "${HUB:=http://127.0.0.1:3000}" "${PASSWORD:?the password that serve printed}"
: "${COMMAND:=bunx}" "${REMOTE:=https://example.com/mcp}"

# What the hub answers to METHOD PATH [BODY]; stops where it refuses.
ask() {
  curl --silent --show-error --fail-with-body --request "$1" "$HUB$2" \
    --header "Authorization: Bearer ${token:-none}" --header 'Content-Type: application/json' \
    ${3:+--data "$3"}
  echo
}
# The member NAME of a JSON text, where it is a string.
member() { sed -n "s/.*\"$1\":\"\([^\"]*\)\".*/\1/p"; }

echo '# log in; the token is good for 15 minutes'
token=$(ask POST /api/auth/login "{\"password\":\"$PASSWORD\"}" | member token)

echo '# add a server'
ask PATCH /api/config "{\"mcpServers\":{\"github\":{\"command\":\"$COMMAND\",
  \"args\":[\"@modelcontextprotocol/server-github\"],\"name\":\"GitHub\",
  \"env\":[\"GITHUB_PERSONAL_ACCESS_TOKEN\"],\"enabled\":true,\"requireApproval\":true}}}"

echo '# add a remote server with headers'
ask PATCH /api/config "{\"mcpServers\":{\"remote-tools\":{\"url\":\"$REMOTE\",
  \"name\":\"Remote Tools\",\"headers\":{\"Authorization\":\"Bearer sk-abc123\"},
  \"enabled\":true,\"requireApproval\":true}}}"

echo '# add a remote server with OAuth'
ask PATCH /api/config "{\"mcpServers\":{\"oauth-server\":{\"url\":\"$REMOTE\",
  \"name\":\"OAuth Server\",\"oauth\":true,\"enabled\":true,\"requireApproval\":true}}}"

echo '# all servers, with what they offer'
ask GET /api/mcp-servers

echo '# disable a server'
ask PATCH /api/config '{"mcpServers":{"github":{"enabled":false}}}'

echo '# remove them'
ask PATCH /api/config '{"mcpServers":{"github":null,"remote-tools":null,"oauth-server":null}}'

echo '# log out'
ask POST /api/auth/logout

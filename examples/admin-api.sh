#!/bin/sh
# A tour of the admin API with curl: log in, add a server, gather it in a group, make a key for it.
#
#   mcphub serve                 # in another terminal; it prints the first password
#   HUB=http://127.0.0.1:3000 PASSWORD=... sh examples/admin-api.sh
set -eu
: "${HUB:=http://127.0.0.1:3000}" "${USERNAME:=admin}" "${PASSWORD:?the password that serve printed}"

# What the hub answers to METHOD PATH [BODY]; stops where it refuses.
ask() {
  curl --silent --show-error --fail-with-body --request "$1" "$HUB$2" \
    --header "x-auth-token: ${token:-}" --header 'Content-Type: application/json' \
    ${3:+--data "$3"}
  echo
}
# The member NAME of a JSON text, where it is a string.
member() { sed -n "s/.*\"$1\":\"\([^\"]*\)\".*/\1/p"; }

echo '# log in; the token is good for a day'
token=$(ask POST /api/auth/login "{\"username\":\"$USERNAME\",\"password\":\"$PASSWORD\"}" | member token)

echo '# add a server, and see how it does'
ask POST /api/servers '{"name":"tour","config":{"command":"mcphub","args":["demo"]}}'
ask GET /api/servers/tour | cut -c 1-80

echo '# hide one tool, describe another'
ask POST /api/servers/tour/tools/fail/toggle '{"enabled":false}'
ask PUT /api/servers/tour/tools/echo/description '{"description":"Says it again."}'

echo '# a group is an endpoint: /mcp/touring'
ask POST /api/groups '{"name":"touring","servers":[{"name":"tour","tools":["echo","add"]}]}'

echo '# a key for that group alone; its token is shown this once'
ask POST /api/auth/keys '{"name":"tourist","accessType":"groups","allowedGroups":["touring"]}' \
  | member token | cut -c 1-7

echo '# and back'
ask DELETE /api/auth/keys/"$(ask GET /api/auth/keys | sed 's/.*"id":"\([^"]*\)","name":"tourist".*/\1/')"
ask DELETE /api/groups/touring
ask DELETE /api/servers/tour

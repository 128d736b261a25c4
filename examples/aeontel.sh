#!/bin/sh
# Servers in workspaces, as Aeontel's API has them.
#
#   mcphub key create aeontel --all     # prints a key
#   mcphub serve                        # in another terminal
#   KEY=... URL=https://mcp.example.com/mcp sh examples/aeontel.sh
set -eu
: "${HUB:=http://127.0.0.1:3000}" "${KEY:?a key of the hub that opens everything}"
: "${URL:?the endpoint of an MCP server}"

# What the hub answers to METHOD PATH [BODY]; stops where it refuses.
ask() {
  curl --silent --show-error --fail-with-body --request "$1" "$HUB$2" \
    --header "Authorization: Bearer $KEY" --header 'Content-Type: application/json' \
    ${3:+--data "$3"}
  echo
}
# The member NAME of a JSON text, where it is a string.
member() { sed -n "s/.*\"$1\":\"\([^\"]*\)\".*/\1/p"; }

echo '# create a server; its key is never answered'
made=$(ask POST /api/mcp-servers "{
  \"workspaceId\": \"wsp_docs\", \"name\": \"Wiki\", \"url\": \"$URL\",
  \"authType\": \"api_key\", \"apiKey\": \"key-of-the-wiki\", \"headers\": { \"X-Team\": \"docs\" }
}")
echo "$made"
id=$(echo "$made" | member id)

echo '# change what is named; the key stays'
ask PATCH "/api/mcp-servers/$id" '{"name":"Team wiki","connectorConfig":{"space":"docs"}}'

echo '# the servers of a workspace, and one'
ask GET '/api/mcp-servers?workspaceId=wsp_docs'
ask GET "/api/mcp-servers/$id"

echo '# and back'
ask DELETE "/api/mcp-servers/$id"

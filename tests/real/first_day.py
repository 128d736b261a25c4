#!/usr/bin/env python3
"""The first day of a new user: real servers with cold caches on a loaded machine.

first_day.py MCPHUB REAL WORK: six good servers (four by `npx -y`, which fetches them first, two from
PyPI) and three that cannot work, in one settings file of a fresh home, started together while ten
other programs want the processors. All six come up, none is started twice, at no moment is a server
down without a reason, and the reasons of the three name what is to be done.
"""

import json
import os
import pathlib
import re
import subprocess
import sys
import time

hub, real, work = sys.argv[1], pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3]) / "first_day"
LIMIT_SECONDS = 600
LOAD = 10
OF_THE_NETWORK = "npm_config_|NPM_|.*_proxy|.*_PROXY|SSL_|NODE_EXTRA"
home = work / "home"
home.mkdir(parents=True)
(work / "files").mkdir()
starts = work / "starts"
starts.mkdir()
repo = work / "repo"
subprocess.run(["git", "init", "--quiet", repo], check=True)

environment = {
    "PATH": os.environ["PATH"],
    "HOME": str(home),
    # npm and the hub keep all that they write in this home; where packages come from is the machine's.
    **{name: value for name, value in os.environ.items() if re.match(OF_THE_NETWORK, name)},
}
npmrc = pathlib.Path.home() / ".npmrc"
if npmrc.exists():
    (home / ".npmrc").write_text(npmrc.read_text())
settings = work / "mcp_settings.json"

failures = []


def check(holds, text):
    print("ok  " if holds else "FAIL", text, flush=True)
    if not holds:
        failures.append(text)


def mcphub(*words, **options):
    return subprocess.run(
        [hub, "--config", settings, *words], env=environment, cwd=work, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, **options,
    )


def counted(name, *command):
    """The command behind a shell that notes each start."""
    return ["sh", "-c", f'echo started >>"{starts}/{name}"; exec "$@"', "sh", *map(str, command)]


npx = ["npx", "-y"]
good = {
    "everything": [*npx, "@modelcontextprotocol/server-everything"],
    "filesystem": [*npx, "@modelcontextprotocol/server-filesystem", work / "files"],
    "memory": [*npx, "@modelcontextprotocol/server-memory"],
    "thinking": [*npx, "@modelcontextprotocol/server-sequential-thinking"],
    "time": [real / "python/bin/mcp-server-time", "--local-timezone", "UTC"],
    "git": [real / "python/bin/mcp-server-git", "--repository", repo],
}
refusing = work / "refusing.py"
refusing.write_text(
    """
import http.server
class Refuses(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        self.rfile.read(int(self.headers.get("content-length", 0)))
        self.send_response(401); self.send_header("content-length", "0"); self.end_headers()
    do_GET = do_POST
    def log_message(self, *_): pass
server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Refuses)
print(server.server_port, flush=True)
server.serve_forever()
"""
)
refuser = subprocess.Popen([sys.executable, refusing], stdout=subprocess.PIPE, text=True)
port = refuser.stdout.readline().strip()
needs_key = "if (!process.env.FOO_KEY) { throw new Error('FOO_KEY is required'); }"

mcphub("init", check=True)
for name, command in good.items():
    mcphub("add", name, "--", *counted(name, *command), check=True)
mcphub("add", "keyless", "--", "node", "-e", needs_key, check=True)
mcphub("add", "absent", "--", "no-such-program-anywhere", check=True)
mcphub("add", "locked", "--header", "Authorization: Bearer wrong-key-0123456789", "-t", "http",
       f"http://127.0.0.1:{port}/mcp", check=True)

# What each reason has to name.
wanted = {"keyless": "FOO_KEY is required", "absent": "no-such-program-anywhere", "locked": "401"}

load = [subprocess.Popen(["sh", "-c", "while :; do :; done"]) for _ in range(LOAD)]
log = open(work / "serve.log", "w")
serve = subprocess.Popen([hub, "--config", settings, "serve", "--port", "0"], env=environment,
                         cwd=work, stdout=log, stderr=subprocess.STDOUT)
begun = time.monotonic()
try:
    url = None
    while url is None and time.monotonic() - begun < 60:
        found = re.search(r"http://127\.0\.0\.1:(\d+)", (work / "serve.log").read_text())
        url = found and found.group(1)
        time.sleep(0.1)
    check(url is not None, "the hub listens")
    seen, silent, up = {}, set(), {}
    while time.monotonic() - begun < LIMIT_SECONDS:
        status = mcphub("status", "--port", url, "--json")
        if status.stdout.startswith("{"):
            for server in json.loads(status.stdout)["servers"]:
                name, state = server["name"], server["status"]
                reason = server.get("error") or server.get("reason") or ""
                seen.setdefault(name, []).append((state, reason))
                if state == "connected":
                    up.setdefault(name, round(time.monotonic() - begun))
                elif not reason:
                    silent.add((name, state))
        if all(name in up for name in good):
            break
        time.sleep(1)
    print("seconds until each was up:", up)
    check(sorted(up) == sorted(good), f"the six come up: {sorted(up)}")
    check(not silent, f"nothing is down without a reason: {sorted(silent)}")
    times = {name: len((starts / name).read_text().splitlines()) for name in good if (starts / name).exists()}
    check(times == dict.fromkeys(good, 1), f"each is started once: {times}")
    for name, words in wanted.items():
        reasons = [reason for _, reason in seen.get(name, [("", "")])]
        check(words in reasons[-1], f"{name}: {words!r} in {reasons[-1]!r}")
finally:
    for process in load:
        process.kill()
    serve.terminate()
    serve.wait(20)

# A check before the work begins, as a script makes it: warm by now.
said = mcphub("serve", "--check", timeout=LIMIT_SECONDS)
print(said.stdout, said.stderr, sep="")
check(said.returncode != 0, "`serve --check` fails if a server does")
for name, words in wanted.items():
    rows = [line for line in said.stdout.splitlines() if line.startswith(name)]
    check(any(words in row for row in rows), f"`serve --check` tells why {name} fails: {rows}")
refuser.kill()
if failures:
    print((work / "serve.log").read_text())
sys.exit(bool(failures))

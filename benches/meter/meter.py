#!/usr/bin/env python3
"""Counts instructions and allocations per operation of a hub, end to end through its listener.

meter.py MCPHUB SPAWN BUDGET [PART]: runs the binary under callgrind, with the library built from spawn.c,
and prints a table, with a PART only of the operations with that part in their name. Exits with 1 if an
operation costs more than its budget allows. With UPDATE=1, writes the costs to the budget instead; with
KEEP=1, keeps the files of callgrind. docs/performance.md explains how to read the table.
"""

import http.client
import json
import os
import pathlib
import platform
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass

from upstream import LARGE, LEGACY, MODERN, HttpServer, wait_until_idle

# How far an operation may be above its budget.
TOLERANCE = 0.02
# The same if the budget was measured with another compiler, valgrind or libc, which change all counts.
TOLERANCE_ELSEWHERE = 0.10
# The writer of the activity log wakes by itself, so that its share of an operation varies.
TOLERANCE_WITH_LOG = 0.05
# Each hub is measured this often, and the lower count is taken.
PASSES = 2
# A hub that has just connected to its servers writes its catalog to disk, among other work.
SETTLE_SECONDS = 5
# Under valgrind, and on a busy machine. No single wait is longer.
PATIENCE_SECONDS = 120
TOKEN = "mcphub_00000000000000000000000000000000"
# Each is entered once per allocation: those of Rust, and those of C, which SQLite uses.
ALLOCATORS = re.compile(r"(.*__rust_(alloc|alloc_zeroed|realloc)|malloc|calloc|realloc)('\d+)?$")


@dataclass
class Operation:
    name: str
    path: str
    # Sends the requests of one operation.
    run: object
    era: str = LEGACY
    # The cost of one operation is that of `more` less that of `few`, divided by their difference.
    few: int = 100
    more: int = 600
    # Pauses after this many operations, so that the activity log writes each time as many. Its
    # thread collects calls for a quarter of a second.
    batch: int = 0


def call(client, tool):
    params = {"name": tool, "arguments": {"text": "hello"}}
    client.request("tools/call", params, b'"text":"hello"')


def open_and_close(client):
    client.open()
    client.close()


def operations(hub):
    """Returns the operations of one kind of hub."""
    legacy_call = Operation("legacy call, HTTP server", "/mcp", lambda c: call(c, "http-echo"))
    if hub == "keyed":
        legacy_call.name += ", with a key"
        return [legacy_call]
    if hub == "logged":
        legacy_call.name += ", activity log"
        legacy_call.batch = 5
        legacy_call.few, legacy_call.more = 25, 125
        return [legacy_call]
    return [
        legacy_call,
        Operation("legacy call, stdio server", "/mcp", lambda c: call(c, "stdio-echo")),
        Operation("modern call, modern HTTP server", "/mcp", lambda c: call(c, "modern-echo"), MODERN),
        Operation("legacy call, group with alias", "/mcp/team", lambda c: call(c, "alias-echo")),
        Operation("list of 1,000 tools", "/mcp/large", Client.list_tools, more=1100),
        Operation("ping", "/mcp", lambda c: c.request("ping", {}, b'"result":{}'), more=1100),
        Operation("session opened and closed", "/mcp", open_and_close),
    ]


class Client:
    """A client with one connection. Waits until the hub is idle before each request."""

    def __init__(self, hub, path, era):
        self.hub = hub
        self.path = path
        self.era = era
        self.session = None
        self.id = 1_000_000
        self.socket = socket.create_connection(("127.0.0.1", hub.port), PATIENCE_SECONDS)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.stream = self.socket.makefile("rb")

    def open(self):
        info = {"name": "meter", "version": "1"}
        params = {"protocolVersion": LEGACY, "capabilities": {}, "clientInfo": info}
        self.session = None
        self.request("initialize", params, b'"protocolVersion"')
        self.post({"jsonrpc": "2.0", "method": "notifications/initialized"})

    def close(self):
        self.send("DELETE", b"", {})

    def list_tools(self):
        assert self.request("tools/list", {}, b"tool_0999").count(b'"inputSchema"') == LARGE

    def request(self, method, params, expected):
        self.id += 1
        if self.era == MODERN:
            of = "io.modelcontextprotocol/"
            info = {"name": "meter", "version": "1"}
            meta = {of + "protocolVersion": MODERN, of + "clientCapabilities": {}}
            params = {**params, "_meta": {**meta, of + "clientInfo": info}}
        body = {"jsonrpc": "2.0", "id": self.id, "method": method, "params": params}
        response = self.post(body)
        assert expected in response, response
        return response

    def post(self, message):
        headers = {}
        if self.era == MODERN:
            headers = {"mcp-method": message["method"], "mcp-name": message["params"]["name"]}
        body = json.dumps(message, separators=(",", ":")).encode()
        return self.send("POST", body, headers)

    def send(self, verb, body, headers):
        headers = {
            "host": f"127.0.0.1:{self.hub.port}",
            "content-type": "application/json",
            "content-length": len(body),
            "accept": "application/json, text/event-stream",
            **headers,
        }
        if self.era == MODERN or self.session:
            headers["mcp-protocol-version"] = self.era
        if self.session:
            headers["mcp-session-id"] = self.session
        if self.hub.kind == "keyed":
            headers["authorization"] = f"Bearer {TOKEN}"
        lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        wait_until_idle(self.hub.pid)
        self.socket.sendall(f"{verb} {self.path} HTTP/1.1\r\n{lines}\r\n".encode() + body)
        return self.receive()

    def receive(self):
        wait_until_idle(self.hub.pid)
        status = self.stream.readline().split()[1]
        length = 0
        while line := self.stream.readline().strip():
            name, _, value = line.decode().partition(": ")
            if name == "content-length":
                length = int(value)
            elif name == "mcp-session-id":
                self.session = value
        body = b""
        while len(body) < length:
            # A large response takes several writes; how many depends on when it is read.
            wait_until_idle(self.hub.pid)
            part = self.stream.read1(length - len(body))
            assert part, "the hub closed the connection"
            body += part
        assert status.startswith(b"2"), (status, body)
        return body


class Hub:
    """`mcphub serve` under callgrind, in a home of its own, with one worker thread."""

    def __init__(self, binary, shim, kind):
        self.kind = kind
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="mcphub-meter-"))
        # The hub watches the folder of its settings, so that nothing else is written there.
        home = self.folder / "home"
        home.mkdir()
        self.servers = {
            "http": HttpServer(LEGACY),
            "aliased": HttpServer(LEGACY),
            "modern": HttpServer(MODERN),
            "large": HttpServer(LEGACY, LARGE),
        }
        settings = home / "mcp_settings.json"
        settings.write_text(json.dumps(self.settings()))
        self.log = self.folder / "log"
        command = ["setarch", "-R", "valgrind", "--tool=callgrind", "--fair-sched=yes"]
        command += [f"--vgdb-prefix={self.folder}/vgdb", f"--callgrind-out-file={self.folder}/counts"]
        command += [binary, "serve", "--config", str(settings), "--port", "0"]
        environment = {
            "HOME": str(home),
            "PATH": os.environ["PATH"],
            "TOKIO_WORKER_THREADS": "1",
            # Many servers start slowly under valgrind.
            "INIT_TIMEOUT": "600000",
            "LD_PRELOAD": shim,
            "METER_BINARY": binary,
        }
        with self.log.open("w") as log:
            self.process = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
        self.pid = self.process.pid
        self.dumps = 0

    def settings(self):
        servers = {name: {"type": "streamable-http", "url": s.url} for name, s in self.servers.items()}
        servers["aliased"]["tools"] = {"echo": {"description": "Returns its text, as given"}}
        helper = pathlib.Path(__file__).with_name("upstream.py")
        servers["stdio"] = {"type": "stdio", "command": sys.executable, "args": [str(helper)]}
        member = {"name": "aliased", "alias": "alias", "tools": ["echo", "tool_0001"]}
        settings = {"mcpServers": servers, "groups": [{"name": "team", "servers": [member]}]}
        if self.kind == "keyed":
            key = {"id": "meter", "name": "meter", "enabled": True, "accessType": "all"}
            settings["bearerKeys"] = [{**key, "token": TOKEN}]
        if self.kind != "logged":
            settings["systemConfig"] = {"activityLog": {"enabled": False}, "audit": {"calls": False}}
        return settings

    def wait_until_connected(self):
        end = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < end and self.process.poll() is None:
            address = re.search(r"listening on http://127\.0\.0\.1:(\d+)", self.log.read_text())
            if address and self.is_connected(int(address[1])):
                self.port = int(address[1])
                for server in self.servers.values():
                    server.pid = self.pid
                time.sleep(SETTLE_SECONDS)
                return
            time.sleep(0.2)
        sys.exit(f"the hub did not start:\n{self.log.read_text()}")

    def is_connected(self, port):
        return self.connected(port) == len(self.servers) + 1

    def connected(self, port):
        """Returns the number of connected servers."""
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE_SECONDS)
        connection.request("GET", "/health", headers={"connection": "close"})
        return json.load(connection.getresponse())["servers"]["connected"]

    def count(self, name):
        """Returns the instructions and allocations since the last count. `name` is that of the file."""
        wait_until_idle(self.pid)
        command = ["vgdb", f"--vgdb-prefix={self.folder}/vgdb", f"--pid={self.pid}", "dump"]
        subprocess.run(command, check=True, capture_output=True, timeout=PATIENCE_SECONDS)
        self.dumps += 1
        return read_counts((self.folder / f"counts.{self.dumps}").rename(self.folder / name))

    def measure(self, operation):
        """Returns the instructions and allocations of one operation."""
        client = Client(self, operation.path, operation.era)
        if operation.era == LEGACY:
            client.open()
        totals = []
        # The first round is the warm-up.
        for times in [operation.few, operation.few, operation.more]:
            self.repeat(operation, client, times)
            totals.append(self.count(f"{operation.name}, {times} times"))
        difference = operation.more - operation.few
        return [(more - few) / difference for few, more in zip(*totals[1:])]

    def repeat(self, operation, client, times):
        for n in range(1, times + 1):
            operation.run(client)
            if operation.batch and n % operation.batch == 0:
                time.sleep(0.4)
                wait_until_idle(self.pid)

    def stop(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        if os.environ.get("KEEP"):
            print(f"{self.kind}: {self.folder}")
        else:
            shutil.rmtree(self.folder)


def read_counts(path):
    """Returns the totals of a file that callgrind has written."""
    instructions = allocations = 0
    names = {}
    callee = ""
    with path.open() as file:
        for line in file:
            if named := re.match(r"c?fn=(\(\d+\))(?: (.*))?", line):
                name = names.setdefault(named[1], named[2])
                callee = name if line.startswith("c") else callee
            elif line.startswith("calls=") and ALLOCATORS.match(callee):
                allocations += int(line[6:].split()[0])
            elif line.startswith("totals:"):
                instructions = int(line.split()[1])
    return instructions, allocations


def measure_all(binary, shim, part):
    """Returns the counts of all passes by operation, of those with `part` in their name."""
    counts = {}
    for kind in ["plain", "keyed", "logged"] * PASSES:
        measured = [operation for operation in operations(kind) if part in operation.name]
        if not measured:
            continue
        hub = Hub(binary, shim, kind)
        try:
            hub.wait_until_connected()
            for operation in measured:
                counts.setdefault(operation.name, []).append(hub.measure(operation))
        except Exception:
            print(hub.log.read_text(), file=sys.stderr)
            raise
        finally:
            hub.stop()
    return counts


def describe_machine():
    """Returns what a count depends on besides the source."""
    valgrind = subprocess.run(["valgrind", "--version"], check=True, capture_output=True, text=True)
    rustc = subprocess.run(["rustc", "--version"], check=True, capture_output=True, text=True)
    return {
        "rustc": rustc.stdout.strip(),
        "valgrind": valgrind.stdout.strip(),
        "libc": " ".join(platform.libc_ver()),
        "machine": platform.machine(),
    }


def take_lower(passes):
    """Returns the lower instructions and allocations of the passes."""
    instructions, allocations = map(min, zip(*passes))
    return {"instructions": round(instructions), "allocations": round(allocations, 1)}


def compare(counts, budget, tolerance):
    """Prints the table. Returns the names of the operations that are more than that above their budget."""
    row = "{:40}{:>13}{:>9}{:>12}{:>8}{:>13}{:>8}"
    print(row.format("operation", "instructions", "budget", "difference", "spread", "allocations", "budget"))
    above = []
    for name, passes in counts.items():
        cost = take_lower(passes)
        # An operation without a budget is above it.
        allowed = budget.get(name, {"instructions": 1, "allocations": 1})
        tolerated = max(tolerance, TOLERANCE_WITH_LOG) if "activity log" in name else tolerance
        if any(cost[key] > allowed[key] * (1 + tolerated) for key in cost):
            above.append(name)
        difference = cost["instructions"] / allowed["instructions"] - 1
        spread = max(instructions for instructions, _ in passes) / cost["instructions"] - 1
        cells = [
            f"{cost['instructions']:,}",
            f"{allowed['instructions']:,}",
            f"{difference:+.2%}",
            f"{spread:.2%}",
            cost["allocations"],
            allowed["allocations"],
        ]
        print(row.format(name, *cells))
    return above


def main():
    binary, shim, path = sys.argv[1], sys.argv[2], pathlib.Path(sys.argv[3])
    part = "".join(sys.argv[4:5])
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    here = describe_machine()
    if part and os.environ.get("UPDATE"):
        sys.exit("The budget is of all operations.")
    counts = measure_all(binary, shim, part)
    if not counts:
        sys.exit(f"No operation has `{part}` in its name.")
    if os.environ.get("UPDATE"):
        costs = {name: take_lower(passes) for name, passes in counts.items()}
        path.write_text(json.dumps({"measured_with": here, "operations": costs}, indent=2) + "\n")
    budget = json.loads(path.read_text())
    known = budget["measured_with"]
    changes = [f"{key} was {known[key]} and is {here[key]}" for key in here if known[key] != here[key]]
    tolerance = TOLERANCE_ELSEWHERE if changes else TOLERANCE
    above = compare(counts, budget["operations"], tolerance)
    if changes:
        print(f"\nThe budget was measured elsewhere, so {tolerance:.0%} more is tolerated: {'; '.join(changes)}.")
    if above:
        sys.exit(
            f"\nMore than {tolerance:.0%} above the budget: {'; '.join(above)}.\n"
            "docs/performance.md, \"Cost of an operation\", says what to do."
        )


if __name__ == "__main__":
    main()

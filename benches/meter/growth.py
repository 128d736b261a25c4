#!/usr/bin/env python3
"""Counts the instructions of one call while servers, tools and sessions grow, end to end.

growth.py MCPHUB SPAWN [PART]: runs the binary as meter.py does and prints a table. Exits with 1 if a call
costs more than 10 % more than the call of the smallest hub of its kind. With a PART, measures only the kinds
with that part in their name.
"""

import sys

from meter import Client, Hub, Operation, call
from upstream import LEGACY, HttpServer

# How much more a call may cost in the largest hub than in the smallest.
TOLERANCE = 0.10
# Servers beside the one that is called have this many tools.
TOOLS_OF_OTHERS = 20
KINDS = {"servers": [1, 100, 1_000], "tools": [10, 1_000, 20_000], "sessions": [1, 100, 10_000]}


class GrownHub(Hub):
    """A hub with a number of servers, tools or sessions."""

    def __init__(self, binary, shim, kind, size):
        self.size = size
        self.grown = kind
        super().__init__(binary, shim, "plain")

    def settings(self):
        tools = self.size if self.grown == "tools" else TOOLS_OF_OTHERS
        http = HttpServer(LEGACY, tools)
        self.servers = {"http": http}
        names = ["http"]
        if self.grown == "servers":
            names += [f"other{n:04}" for n in range(1, self.size)]
        servers = {name: {"type": "streamable-http", "url": http.url} for name in names}
        self.servers_in_all = len(servers)
        system = {"activityLog": {"enabled": False}, "audit": {"calls": False}}
        return {"mcpServers": servers, "systemConfig": system}

    def is_connected(self, port):
        return self.connected(port) == self.servers_in_all


def measure(binary, shim, kind, size):
    """Returns the instructions of one call in such a hub."""
    hub = GrownHub(binary, shim, kind, size)
    try:
        hub.wait_until_connected()
        others = []
        if kind == "sessions":
            others = [Client(hub, "/mcp", LEGACY)]
            for _ in range(1, size):
                others[0].open()
        operation = Operation(f"{size} {kind}", "/mcp", lambda client: call(client, "http-echo"))
        return hub.measure(operation)[0]
    finally:
        hub.stop()


def main():
    binary, shim, part = sys.argv[1], sys.argv[2], "".join(sys.argv[3:4])
    above = []
    row = "{:<24}{:>13}{:>9}"
    print(row.format("hub with", "instructions", "growth"), flush=True)
    for kind, sizes in KINDS.items():
        if part not in kind:
            continue
        first = None
        for size in sizes:
            cost = measure(binary, shim, kind, size)
            first = first or cost
            growth = cost / first - 1
            print(row.format(f"{size:,} {kind}", f"{cost:,.0f}", f"{growth:+.1%}"), flush=True)
            if growth > TOLERANCE:
                above.append(f"{size:,} {kind}")
    if above:
        sys.exit(f"\nMore than {TOLERANCE:.0%} above the smallest hub: {'; '.join(above)}.")


if __name__ == "__main__":
    main()

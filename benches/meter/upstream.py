"""The servers behind the measured hub: MCP over HTTP and over standard streams, in one era each.

Only the hub's instructions count, so that these may be slow. Before each response they wait until the
hub is idle: whether it finds the response before or after it goes to sleep changes its cost.
"""

import glob
import json
import os
import socket
import sys
import threading

LEGACY = "2025-11-25"
MODERN = "2026-07-28"
SMALL = 20
LARGE = 1000


def wait_until_idle(pid):
    """Returns once all threads of a process have slept in two looks in a row."""
    quiet = 0
    while quiet < 2:
        quiet = quiet + 1 if all(map(sleeps, glob.glob(f"/proc/{pid}/task/*/stat"))) else 0


def sleeps(path):
    try:
        with open(path, "rb") as file:
            # The name, in parentheses, may contain anything.
            return file.read().rsplit(b")", 1)[1].split()[0] == b"S"
    except OSError:
        return False


class Server:
    """The behavior of one server, whatever its transport."""

    def __init__(self, era, tools=SMALL):
        self.era = era
        names = ["echo"] + [f"tool_{n:04}" for n in range(1, tools)]
        self.tools = [
            {
                "name": name,
                "description": f"The tool {name}, with a description of a usual length",
                "inputSchema": {
                    "type": "object",
                    "properties": {"text": {"type": "string", "description": "Any text"}},
                    "required": ["text"],
                },
            }
            for name in names
        ]

    def respond(self, message):
        """Returns the response to a message, or None if it is a notification."""
        if "id" not in message:
            return None
        result = self.result(message["method"], message.get("params", {}))
        answer = {"jsonrpc": "2.0", "id": message["id"]}
        if result is None:
            return {**answer, "error": {"code": -32601, "message": "unknown method"}}
        if self.era == MODERN:
            result = {"resultType": "complete", "ttlMs": 0, "cacheScope": "public", **result}
        return {**answer, "result": result}

    def result(self, method, params):
        if method == "tools/call":
            text = params["arguments"]["text"]
            return {"content": [{"type": "text", "text": text}], "isError": False}
        if method == "tools/list":
            return {"tools": self.tools}
        if method == "ping":
            return {}
        info = {"name": "meter", "version": "1"}
        if method == "initialize" and self.era == LEGACY:
            return {"protocolVersion": LEGACY, "capabilities": {"tools": {}}, "serverInfo": info}
        if method == "server/discover" and self.era == MODERN:
            return {
                "supportedVersions": [MODERN],
                "capabilities": {"tools": {}},
                "_meta": {"io.modelcontextprotocol/serverInfo": info},
            }
        return None


class HttpServer:
    """A server over Streamable HTTP without sessions. Waits for `pid` once that is set."""

    def __init__(self, era, tools=SMALL):
        self.server = Server(era, tools)
        self.pid = None
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self.listener.getsockname()[1]}/mcp"
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        while True:
            connection, _ = self.listener.accept()
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            threading.Thread(target=self.serve, args=(connection,), daemon=True).start()

    def serve(self, connection):
        # The hub closes connections as it likes.
        try:
            with connection, connection.makefile("rb") as stream:
                while request := read_request(stream):
                    response = self.handle(*request)
                    if self.pid:
                        wait_until_idle(self.pid)
                    connection.sendall(response)
        except OSError:
            pass

    def handle(self, verb, body):
        if verb == "GET":
            return head(405)
        response = self.server.respond(json.loads(body)) if verb == "POST" else None
        if response is None:
            return head(202)
        status = 400 if "error" in response else 200
        return head(status, json.dumps(response, separators=(",", ":")).encode())


def read_request(stream):
    """Returns the verb and the body of the next request, or None at the end."""
    line = stream.readline()
    length = 0
    while header := stream.readline().strip():
        name, _, value = header.partition(b":")
        if name.lower() == b"content-length":
            length = int(value)
    return (line.split()[0].decode(), stream.read(length)) if line else None


def head(status, body=b""):
    lines = f"HTTP/1.1 {status} Status\r\ncontent-type: application/json\r\n"
    return f"{lines}content-length: {len(body)}\r\n\r\n".encode() + body


def serve_standard_streams(era):
    server = Server(era)
    for line in sys.stdin:
        response = server.respond(json.loads(line))
        if response is not None:
            wait_until_idle(os.getppid())
            print(json.dumps(response, separators=(",", ":")), flush=True)


if __name__ == "__main__":
    serve_standard_streams(LEGACY)

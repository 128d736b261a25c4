"""Stands in for the registry and the cloud: answers everything with an empty list. Prints its URL."""

import http.server
import json

ANSWER = json.dumps(
    {"servers": [], "metadata": {"count": 0}, "code": 0, "data": {"servers": [], "tools": []}}
).encode()


class Handler(http.server.BaseHTTPRequestHandler):
    def answer(self):
        self.rfile.read(int(self.headers.get("content-length", 0)))
        self.send_response(200)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(ANSWER)))
        self.end_headers()
        self.wfile.write(ANSWER)

    do_GET = do_POST = answer

    def log_message(self, *_):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
print(f"http://127.0.0.1:{server.server_port}", flush=True)
server.serve_forever()

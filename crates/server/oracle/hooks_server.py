"""A receiver of webhooks for tests. Says its port, then each request that it took, a line of JSON each, before it answers.

Arguments: the port (0: a free one); for TLS, a certificate and its key.
"""

import json
import ssl
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

turn = threading.Lock()


def say(line):
    with turn:
        print(json.dumps(line), flush=True)


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        body = self.rfile.read(int(self.headers["content-length"]))
        say({"path": self.path, "id": self.headers["webhook-id"], "event": json.loads(body)})
        self.send_response(204)
        self.end_headers()

    def log_message(self, *_):
        pass


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_):
        pass  # Whoever does not trust the certificate hangs up.


server = Server(("127.0.0.1", int(sys.argv[1])), Handler)
if len(sys.argv) > 3:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(sys.argv[2], sys.argv[3])
    server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
say({"port": server.server_address[1]})
server.serve_forever()

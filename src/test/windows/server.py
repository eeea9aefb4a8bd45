"""The server that ptex fetches from: it has parts of files, can be slow, and knows what it was asked for."""

import http.server
import re
import ssl
import threading
import time

PIECE = 64 * 1024


class Server(http.server.ThreadingHTTPServer):
    """Serves the bytes that `files` has for a path, on a loopback port that the system picks."""

    daemon_threads = True
    block_on_close = False

    def __init__(self, certificate=None):
        super().__init__(("127.0.0.1", 0), Handler)
        self.scheme = "http"
        if certificate:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate)
            self.socket = context.wrap_socket(self.socket, server_side=True, do_handshake_on_connect=False)
            self.scheme = "https"
        self.files = {}
        self.requests = []
        # Bytes per second of each connection; and how many bytes of a reply leave before the rest waits to be let go.
        self.rate = None
        self.held_after = None
        self.let_go = threading.Event()
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def url(self, path, host="127.0.0.1"):
        return f"{self.scheme}://{host}:{self.server_address[1]}{path}"

    def handle_error(self, request, client_address):
        """A client that goes away is none of anybody's business."""


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        server = self.server
        server.requests.append((self.path, dict(self.headers)))
        content = server.files.get(self.path)
        if content is None:
            self.send_error(404)
            return
        first, end = 0, len(content)
        wanted = re.fullmatch(r"bytes=(\d+)-(\d*)", self.headers.get("Range", ""))
        if wanted:
            first = int(wanted[1])
            end = min(int(wanted[2]) + 1, end) if wanted[2] else end
        self.send_response(206 if wanted else 200)
        if wanted:
            self.send_header("Content-Range", f"bytes {first}-{end - 1}/{len(content)}")
        self.send_header("Content-Length", str(end - first))
        self.send_header("Accept-Ranges", "bytes")
        self.send_header("ETag", '"1"')
        self.end_headers()
        self.send(content[first:end])

    def send(self, content):
        begun = time.monotonic()
        for at in range(0, len(content), PIECE):
            if self.server.held_after is not None and at >= self.server.held_after:
                self.server.let_go.wait()
            self.wfile.write(content[at : at + PIECE])
            if self.server.rate:
                time.sleep(max(0, begun + (at + PIECE) / self.server.rate - time.monotonic()))

    def log_message(self, *args):
        """Standard error belongs to the table."""

"""A web server in a network namespace, and a client."""

from __future__ import annotations

import http.client
import ssl
import threading
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from aeolus_sandbox.network import namespaces


@dataclass
class Web:
    """A web server in a namespace: it tells what was asked of it, and how it is.

    What is asked of `/held` is answered when it may `go_on`.
    """

    namespace: str
    status: int = 200
    held: threading.Event = field(default_factory=threading.Event)
    go_on: threading.Event = field(default_factory=threading.Event)

    @contextmanager
    def serving(self, name: str) -> Iterator[None]:
        """Answer with its name, the path and the headers; `/health` with its status alone."""
        web = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                if self.path == "/held":
                    web.held.set()
                    web.go_on.wait()
                healthy = self.path == "/health"
                body = f"{name} {self.path}\n{self.headers}".encode()
                self.send_response(web.status if healthy else 200)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                pass

        class Server(ThreadingHTTPServer):
            daemon_threads = True

            def handle_error(self, *_: object) -> None:
                """Whoever asked has gone."""

        server = Server(("", 80), Handler, bind_and_activate=False)
        server.socket.close()
        server.socket = namespaces.listen(self.namespace, "0.0.0.0", 80)
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        try:
            yield
        finally:
            web.go_on.set()
            server.shutdown()
            server.server_close()


@dataclass
class Answer:
    """What a client got."""

    status: int
    headers: dict[str, str]
    body: str


def get(
    address: str, port: int, path: str, headers: Mapping[str, str], tls: ssl.SSLContext | None
) -> Answer:
    """Return what a server answers; over TLS, it is asked for by the header `Host`."""
    with closing(http.client.HTTPConnection(address, port, timeout=5)) as connection:
        connection.connect()
        if tls:
            connection.sock = tls.wrap_socket(connection.sock, server_hostname=headers["Host"])
        connection.request("GET", path, headers=dict(headers))
        with connection.getresponse() as response:
            told = {key.lower(): value for key, value in response.getheaders()}
            return Answer(response.status, told, response.read().decode())

"""The metadata service on a socket: HTTP in, HTTP out, one thread for each connection."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import IPv4Address
from typing import Any

from aeolus_sandbox.metadata.answers import Answer, Service


class _Server(ThreadingHTTPServer):
    """Serves on a socket that listens already, wherever it was opened."""

    daemon_threads = True

    def __init__(self, listening: socket.socket, service: Service) -> None:
        super().__init__(listening.getsockname(), _Handler, bind_and_activate=False)
        self.socket.close()
        self.socket = listening
        self.service = service


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "EC2ws"
    sys_version = ""
    timeout = 60  # of a connection that is kept open and not used
    server: _Server

    def _respond(self) -> None:
        if self.headers.get("Content-Length", "0") != "0":
            self.close_connection = True  # the service reads no body, so that no request follows
        source = IPv4Address(self.client_address[0])
        answer = self.server.service.answer(self.command, self.path, self._headers(), source)
        if answer.hop_limit is not None:
            # For good, as what is not acknowledged is sent again, perhaps after this answer.
            self.connection.setsockopt(socket.IPPROTO_IP, socket.IP_TTL, answer.hop_limit)
        self._send(answer)

    do_GET = do_PUT = do_HEAD = do_POST = do_DELETE = _respond

    def _headers(self) -> dict[str, str]:
        return {name.title(): value for name, value in self.headers.items()}

    def _send(self, answer: Answer) -> None:
        self.send_response(answer.status)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Type", "text/plain")
        self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(answer.body)

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing: an instance asks many times."""


@contextmanager
def serving(listening: socket.socket, service: Service) -> Iterator[None]:
    """Serve on a listening socket while the block runs; it is closed afterwards."""
    with _Server(listening, service) as server:
        thread = threading.Thread(target=server.serve_forever, name="metadata", daemon=True)
        thread.start()
        try:
            yield
        finally:
            server.shutdown()
            thread.join()

"""Serves one connection of a client to an endpoint: hands each request on to the region's API."""

from __future__ import annotations

import http.client
import socket
import ssl
from contextlib import suppress
from http.server import BaseHTTPRequestHandler
from itertools import islice
from socketserver import BaseServer
from typing import Any

from aeolus_sandbox.endpoints import admission, bodies, headers, refusal, relay, tls
from aeolus_sandbox.endpoints.directory import Directory
from aeolus_sandbox.endpoints.hosts import Host
from aeolus_sandbox.endpoints.refusal import Refusal

# Of what is refused so many pieces are read all the same: who still sends hears no answer.
_UNWANTED = 16
_FAREWELL_S = 1


class Handler(BaseHTTPRequestHandler):
    """One connection, with TLS or without."""

    protocol_version = "HTTP/1.1"
    timeout = 60  # of a connection that is kept open, or stops in the middle of something

    def __init__(
        self,
        connection: socket.socket,
        client: tuple[str, int],
        server: BaseServer,
        directory: Directory,
        *,
        tls: bool,
    ) -> None:
        """Serve all requests of the connection."""
        self._directory, self._tls = directory, tls
        super().__init__(connection, client, server)

    def setup(self) -> None:
        """Begin TLS, in the connection's own thread: a slow client keeps nobody waiting."""
        if self._tls:
            self.request.settimeout(self.timeout)
            self.request = tls.secured(self.request, self._directory)
        super().setup()

    def finish(self) -> None:
        """Say farewell and close; the server closes only what it has accepted itself."""
        with suppress(OSError):
            super().finish()
            if isinstance(self.request, ssl.SSLSocket):
                self.request.settimeout(_FAREWELL_S)
                self.request.unwrap()
        self.request.close()

    def _respond(self) -> None:
        asked = {name.lower(): value for name, value in self.headers.items()}
        source, local = self.client_address[0], self.request.getsockname()[0]
        host = self._directory.host(asked.get("host", ""), source, local)
        refused = admission.refuse(host, self.path, asked, self._directory.region)
        try:
            if host and not refused:
                self._pass_on(host, source, asked)
            elif refused:
                for _ in islice(bodies.of_request(asked, self.rfile), _UNWANTED):
                    pass
                self._refuse(refused, asked)
        except bodies.Malformed as error:
            self._refuse(Refusal(400, "BadRequest", f"The request is malformed: {error}"), asked)
        except relay.Unanswered:
            self._refuse(Refusal(503, "ServiceUnavailable", "Please try again."), asked)

    do_GET = do_PUT = do_POST = do_DELETE = do_HEAD = do_PATCH = do_OPTIONS = _respond

    def _pass_on(self, host: Host, source: str, asked: dict[str, str]) -> None:
        endpoint = self._directory.endpoint(source)
        told = headers.onward(self.headers.items(), source, endpoint, tls=self._tls)
        line = (self.command, self.path)
        body = bodies.of_request(asked, self.rfile)
        chunked = bodies.chunked(asked)
        with relay.asked(self._directory.api, line, told, body, chunked=chunked) as answer:
            self._answer(answer, host)

    def _answer(self, answer: http.client.HTTPResponse, host: Host) -> None:
        self.send_response_only(answer.status, answer.reason)
        for name, value in headers.back(answer.getheaders(), host.service):
            self.send_header(name, value)
        chunked = answer.length is None and self.command != "HEAD"
        if chunked and self.request_version == "HTTP/1.0":
            chunked, self.close_connection = False, True
        if chunked:
            self.send_header("Transfer-Encoding", "chunked")
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()
        body = bodies.of_answer(answer)
        for piece in bodies.in_chunks(body) if chunked else body:
            self.wfile.write(piece)

    def _refuse(self, refused: Refusal, asked: dict[str, str]) -> None:
        page = refusal.page(refused, asked)
        self.close_connection = True
        self.send_response_only(refused.status)
        for name, value in page.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(page.body)))
        self.send_header("Connection", "close")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(page.body)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Refuse what is no proper request, without a word of who refuses it."""
        self._refuse(Refusal(code, "BadRequest", message or explain or "Bad Request"), {})

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing: the API remembers what was called."""

"""A private git repository: git's own server behind TLS and a login, on loopback or elsewhere."""

from __future__ import annotations

import base64
import ssl
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from aeolus_sandbox.authority import Authority
from aeolus_sandbox.network import namespaces
from support.git_repository import ADDRESS, HOST, Repository

PORT = 443


@dataclass
class HttpsServer:
    """Serves repositories to whoever logs in; what is asked for is kept."""

    port: int
    authority: Path
    host: str = HOST
    login: str = ""
    """User and password of who may read."""
    asked: list[str | None] = field(default_factory=list)
    """What each request had in `Authorization`, opened."""

    @property
    def url(self) -> str:
        """The repository's."""
        return f"https://{self.host}:{self.port}/dags.git"


@contextmanager
def https_server(repository: Repository, authority: Authority) -> Iterator[HttpsServer]:
    """Run one on loopback with a certificate of the authority's."""
    with _serving(repository, authority, HOST, partial(ThreadingHTTPServer, (ADDRESS, 0))) as made:
        yield made


@contextmanager
def https_server_within(
    namespace: str, address: str, host: str, repository: Repository, authority: Authority
) -> Iterator[HttpsServer]:
    """Run one in a network namespace, at an address that it has there, as `host`."""

    def listen(handler: type[BaseHTTPRequestHandler]) -> ThreadingHTTPServer:
        return namespaces.within(namespace, lambda: ThreadingHTTPServer((address, PORT), handler))

    with _serving(repository, authority, host, listen) as made:
        yield made


@contextmanager
def _serving(
    repository: Repository,
    authority: Authority,
    host: str,
    listen: Callable[[type[BaseHTTPRequestHandler]], ThreadingHTTPServer],
) -> Iterator[HttpsServer]:
    made = authority.issue([host])
    files = {
        "certificate": made.certificate,
        "key": made.private_key,
        "authority": authority.certificate,
    }
    for name, text in files.items():
        (repository.folder / f"{name}.pem").write_bytes(text)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._answer(b"")

        def do_POST(self) -> None:
            self._answer(self.rfile.read(int(self.headers.get("Content-Length", 0))))

        def _answer(self, body: bytes) -> None:
            given = self.headers.get("Authorization")
            opened = base64.b64decode(given.removeprefix("Basic ")).decode() if given else None
            server.asked.append(opened)
            if opened != server.login:
                self.send_response(401)
                self.send_header("WWW-Authenticate", 'Basic realm="git"')
                self.send_header("Content-Length", "0")
                self.end_headers()
                return
            head, _, content = self._backend(body).partition(b"\r\n\r\n")
            self.send_response(200)
            for line in head.decode().splitlines():
                self.send_header(*line.split(": ", 1))
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def _backend(self, body: bytes) -> bytes:
            """Ask git-http-backend(1), a CGI program."""
            path, _, query = self.path.partition("?")
            variables = {
                "GIT_PROJECT_ROOT": str(repository.folder),
                "GIT_HTTP_EXPORT_ALL": "1",
                "PATH_INFO": path,
                "QUERY_STRING": query,
                "REQUEST_METHOD": self.command,
                "CONTENT_TYPE": self.headers.get("Content-Type", ""),
                "CONTENT_LENGTH": str(len(body)),
                "HTTP_CONTENT_ENCODING": self.headers.get("Content-Encoding", ""),
                "GIT_PROTOCOL": self.headers.get("Git-Protocol", ""),
                "PATH": "/usr/bin:/bin",
            }
            command = ["git", "http-backend"]
            return subprocess.run(
                command, input=body, env=variables, stdout=subprocess.PIPE, check=True
            ).stdout

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    with listen(Handler) as listening:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(
            repository.folder / "certificate.pem", repository.folder / "key.pem"
        )
        listening.socket = context.wrap_socket(listening.socket, server_side=True)
        server = HttpsServer(listening.server_port, repository.folder / "authority.pem", host)
        thread = Thread(target=listening.serve_forever)
        thread.start()
        yield server
        listening.shutdown()
        thread.join()

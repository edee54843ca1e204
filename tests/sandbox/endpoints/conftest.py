"""S3's endpoint on this machine's loopback, in front of an API that tells what it was asked."""

from __future__ import annotations

import hashlib
import json
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import IPv4Address, IPv4Network
from pathlib import Path
from typing import Any

import pytest

from aeolus_sandbox.authority import Authority
from aeolus_sandbox.endpoints import bodies
from aeolus_sandbox.endpoints.directory import Directory
from aeolus_sandbox.endpoints.server import Server
from aeolus_sandbox.network.model import Endpoint, Topology

REGION = "eu-central-1"
S3, STS = (f"{service}.{REGION}.amazonaws.com" for service in ("s3", "sts"))
# The network whose tenth address is S3's, as of a prefix list.
LOCAL = IPv4Network("127.0.0.0/24")
ADDRESS = str(LOCAL[10])
# Who comes from there comes through an endpoint.
THROUGH_S3, THROUGH_STS = IPv4Address("127.0.0.21"), IPv4Address("127.0.0.22")


class _Api(BaseHTTPRequestHandler):
    """Answers with what it was asked; `/empty` with nothing, `/unread` before it reads the body."""

    protocol_version = "HTTP/1.1"

    def _answer(self) -> None:
        if self.path == "/unread":
            self.close_connection = True
            return self._send(403, b"no")
        if self.path in ("/304", "/204"):
            return self._send(int(self.path[1:]), None)
        digest, length = hashlib.sha256(), 0
        for piece in bodies.of_request({k.lower(): v for k, v in self.headers.items()}, self.rfile):
            digest.update(piece)
            length += len(piece)
        if self.path == "/large":
            return self._send(200, bytes(length))
        if self.path == "/streamed":
            self.send_response(200)
            self.send_header("Transfer-Encoding", "chunked")
            self.end_headers()
            self.wfile.writelines(bodies.in_chunks([b"one", b"two"]))
            return None
        told = {"method": self.command, "path": self.path, "headers": dict(self.headers.items())}
        page = json.dumps({**told, "length": length, "sha256": digest.hexdigest()})
        return self._send(412 if self.path == "/412" else 200, page.encode())

    do_GET = do_PUT = do_POST = do_HEAD = do_DELETE = _answer

    def _send(self, status: int, body: bytes | None) -> None:
        self.send_response(status)
        self.send_header("ETag", '"1"')
        if body is not None:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if body and self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        pass


@dataclass
class S3Endpoint:
    """S3's endpoint, at `ADDRESS` with TLS on one port, without on another."""

    directory: Directory
    trust: ssl.SSLContext
    servers: list[Server] = field(default_factory=list)

    def connect(
        self, name: str | None = S3, source: IPv4Address = LOCAL[1], *, tls: bool = True
    ) -> socket.socket:
        """Return a connection, which verifies that it is to `name` when it has TLS."""
        port = self.servers[0 if tls else 1].server_address[1]
        made = socket.create_connection((ADDRESS, port), 10, source_address=(str(source), 0))
        return self.trust.wrap_socket(made, server_hostname=name) if tls else made


class _Sources:
    def endpoint_sources(self) -> dict[IPv4Address, str]:
        return {THROUGH_S3: "vpce-s3", THROUGH_STS: "vpce-sts"}


def _topology() -> Topology:
    names = {"vpce-s3": "s3", "vpce-sts": "sts"}
    services = {id: f"com.amazonaws.{REGION}.{service}" for id, service in names.items()}
    endpoints = {id: Endpoint(id, "vpc-1", service) for id, service in services.items()}
    # STS has the same address here, so that only the endpoint makes a difference.
    return Topology(endpoints=endpoints, services=dict.fromkeys(services.values(), (LOCAL,)))


@pytest.fixture(scope="session")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    """Return an authority that signs the endpoint's certificates."""
    directory: Path = tmp_path_factory.mktemp("authority")
    return Authority.open(directory)


@contextmanager
def opened(authority: Authority, url: str) -> Iterator[S3Endpoint]:
    """Open the endpoint in front of the API at `url`, while the block runs."""
    topology = _topology()
    directory = Directory(REGION, url, authority, lambda: topology, _Sources())
    trust = ssl.create_default_context(cadata=authority.certificate.decode())
    made = S3Endpoint(directory, trust)
    for tls in (True, False):
        made.servers.append(Server(socket.create_server((ADDRESS, 0)), directory, tls=tls))
    yield made
    for server in made.servers:
        server.close()


@pytest.fixture(scope="session")
def endpoint(authority: Authority) -> Iterator[S3Endpoint]:
    """Return the endpoint, open."""
    with ThreadingHTTPServer(("127.0.0.1", 0), _Api) as api:
        threading.Thread(target=api.serve_forever).start()
        with opened(authority, f"http://127.0.0.1:{api.server_address[1]}") as made:
            yield made
        api.shutdown()

"""Route 53 on loopback: by its own name and TLS for who asks by a proxy, and as a resolver."""

from __future__ import annotations

import socket
import socketserver
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network
from typing import Any

import boto3
from moto.server import ThreadedMotoServer

from aeolus_sandbox.api.patches import role_permissions, service_by_host
from aeolus_sandbox.authority import Authority
from aeolus_sandbox.endpoints.directory import Directory
from aeolus_sandbox.endpoints.server import Server
from aeolus_sandbox.network.model import Topology
from aeolus_sandbox.network.names.messages import respond
from aeolus_sandbox.network.names.route53 import read

REGION = "eu-central-1"
_LOCAL = IPv4Network("127.0.0.0/24")
_ADDRESS = str(_LOCAL[10])  # of a service whose prefix list is that network


@dataclass(frozen=True)
class Route53:
    """An account's Route 53; `proxy` leads to it whatever is asked of it, by CONNECT."""

    url: str
    proxy: str
    resolver: int

    def client(self, service: str) -> Any:
        """Return a client of the account's administrator."""
        keys = {"aws_access_key_id": "test", "aws_secret_access_key": "test"}
        return boto3.client(service, region_name=REGION, endpoint_url=self.url, **keys)  # type: ignore[call-overload]


class _Sources:
    def endpoint_sources(self) -> dict[IPv4Address, str]:
        return {}


@contextmanager
def route53(authority: Authority) -> Iterator[Route53]:
    """Open it, with roles that may what their policies allow, while the block runs."""
    with ExitStack() as opened:
        # Without the second each answer of the resolver takes some calls that take long: on a busy
        # machine longer than an authority waits for a name.
        for patch in (role_permissions.PATCH, service_by_host.PATCH):
            opened.enter_context(patch.applied())
        api = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
        api.start()
        opened.callback(api.stop)
        url = "http://{}:{}".format(*api.get_host_and_port())
        topology = Topology(services={f"com.amazonaws.{REGION}.route53": (_LOCAL,)})
        directory = Directory(REGION, url, authority, lambda: topology, _Sources())
        front = Server(socket.create_server((_ADDRESS, 0)), directory, tls=True)
        opened.callback(front.close)
        proxy = _served(opened, socketserver.ThreadingTCPServer, _Proxy)
        proxy.leads_to = front.server_address
        resolver = _served(opened, socketserver.ThreadingUDPServer, _Resolver)
        leads = f"http://127.0.0.1:{proxy.server_address[1]}"
        made = Route53(url, leads, resolver.server_address[1])
        resolver.zones = made.client("route53")
        yield made


def _served(opened: ExitStack, kind: Any, handler: type[socketserver.BaseRequestHandler]) -> Any:
    server = opened.enter_context(kind(("127.0.0.1", 0), handler))
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    opened.callback(server.shutdown)
    return server


class _Proxy(socketserver.BaseRequestHandler):
    server: Any

    def handle(self) -> None:
        asked = b""
        while not asked.endswith(b"\r\n\r\n"):
            asked += self.request.recv(1)
        with socket.create_connection(self.server.leads_to) as onward:
            self.request.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
            back = threading.Thread(target=_pipe, args=(onward, self.request), daemon=True)
            back.start()
            _pipe(self.request, onward)
            back.join()


class _Resolver(socketserver.BaseRequestHandler):
    server: Any

    def handle(self) -> None:
        question, answering = self.request
        zones = [hosted.zone for hosted in read(self.server.zones)]
        if answer := respond(zones, question, None):
            answering.sendto(answer, self.client_address)


def _pipe(source: socket.socket, target: socket.socket) -> None:
    try:
        while piece := source.recv(65536):
            target.sendall(piece)
        target.shutdown(socket.SHUT_WR)
    except OSError:
        return

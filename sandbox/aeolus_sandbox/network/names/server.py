"""The resolvers of a region: one place each to listen at, all in this process.

Not dnsmasq, which must be restarted to learn of a zone, and is deaf meanwhile; which knows one
time to live for all names; and of which each VPC would need a process of its own.
"""

from __future__ import annotations

import socket
import socketserver
import threading
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from ipaddress import IPv4Address
from typing import Any

import dns.exception
import dns.message
import dns.query
import dns.resolver

from aeolus_sandbox.network import namespaces
from aeolus_sandbox.network.names.messages import Upstream, respond
from aeolus_sandbox.network.names.zone import Zone

PORT = 53
_BACKLOG = 16
_LARGEST = 0xFFFF
_IDLE_S = 10.0
_POLL_S = 0.2  # how long one that is to end may take to notice
_UPSTREAM_LIMIT_S = 2.0


@dataclass(frozen=True)
class Place:
    """An address in a namespace, at which a resolver listens."""

    namespace: str
    address: IPv4Address


@dataclass
class Resolvers:
    """Resolvers that learn at once, and all together, what they are told.

    `upstream` is asked for names in no zone.
    """

    upstream: Upstream | None = None
    _known: dict[Place, Sequence[Zone]] = field(default_factory=dict)
    _servers: dict[Place, list[_Server]] = field(default_factory=dict)

    def tell(self, zones: Mapping[Place, Sequence[Zone]]) -> None:
        """Answer at these places, and at no others, from these zones.

        Raises SandboxError when a namespace is not there, OSError when it lacks the address.
        """
        self._known = dict(zones)
        for place in self._servers.keys() - zones.keys():
            for server in self._servers.pop(place):
                server.end()
        for place in zones.keys() - self._servers.keys():
            self._servers[place] = [_UdpServer(self, place), _Server(self, place)]

    def answer(self, place: Place, question: bytes, udp: bool) -> bytes:
        """Return the answer to a question that came in; nothing when it was none."""
        return respond(self._known.get(place, ()), question, self.upstream, udp) or b""

    def close(self) -> None:
        """Answer nowhere any more."""
        self.tell({})


def ask_host(query: dns.message.Message) -> dns.message.Message | None:
    """Return what this machine's own resolver answers; None when it does not."""
    for nameserver in dns.resolver.get_default_resolver().nameservers:
        try:
            return dns.query.udp_with_fallback(query, str(nameserver), _UPSTREAM_LIMIT_S)[0]
        except (dns.exception.DNSException, OSError):
            continue
    return None


class _Handler(socketserver.BaseRequestHandler):
    server: _Server


class _UdpHandler(_Handler):
    def handle(self) -> None:
        question, listening = self.request
        if answer := self.server.resolvers.answer(self.server.place, question, udp=True):
            listening.sendto(answer, self.client_address)


class _TcpHandler(_Handler):
    def handle(self) -> None:
        """RFC 1035, 4.2.2: each message follows its length; many may come."""
        self.request.settimeout(_IDLE_S)
        with suppress(OSError), self.request.makefile("rwb") as stream:
            while length := int.from_bytes(stream.read(2), "big"):
                question = stream.read(length)
                answer = self.server.resolvers.answer(self.server.place, question, udp=False)
                stream.write(len(answer).to_bytes(2, "big") + answer)
                stream.flush()


class _Server(socketserver.ThreadingMixIn, socketserver.TCPServer):
    """Serves on a socket that was opened in the namespace."""

    daemon_threads = True
    handler: type[_Handler] = _TcpHandler

    def __init__(self, resolvers: Resolvers, place: Place) -> None:
        address = (str(place.address), PORT)
        super().__init__(address, self.handler, bind_and_activate=False)
        self.socket.close()
        self.resolvers, self.place = resolvers, place
        self.socket = namespaces.within(place.namespace, lambda: self.opened(address))
        self._thread = threading.Thread(target=self.serve_forever, args=[_POLL_S], daemon=True)
        self._thread.start()

    def opened(self, address: tuple[str, int]) -> socket.socket:
        return socket.create_server(address, backlog=_BACKLOG)

    def end(self) -> None:
        self.shutdown()
        self._thread.join()
        self.server_close()


class _UdpServer(_Server):
    handler = _UdpHandler

    def opened(self, address: tuple[str, int]) -> socket.socket:
        made = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        made.bind(address)
        return made

    def get_request(self) -> Any:
        question, client = self.socket.recvfrom(_LARGEST)
        return (question, self.socket), client

    def shutdown_request(self, request: Any) -> None:
        """Nothing is open between a question and its answer."""

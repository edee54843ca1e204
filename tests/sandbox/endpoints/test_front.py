"""Where AWS's endpoints are open."""

from __future__ import annotations

import os
import socket
import ssl
from collections.abc import Iterator
from dataclasses import dataclass
from ipaddress import IPv4Address
from typing import Any, cast

import pytest

from aeolus_sandbox.authority import Authority
from aeolus_sandbox.endpoints.front import EndpointsFront
from aeolus_sandbox.network import internet, namespaces, public
from aeolus_sandbox.network.fabric import Fabric
from aeolus_sandbox.network.model import Topology
from sandbox.endpoints.conftest import LOCAL, REGION, S3
from support.machines import needs_machines

pytestmark = [pytest.mark.sandbox, needs_machines]

LISTED = Topology(services={f"com.amazonaws.{REGION}.s3": (LOCAL,)})


@dataclass
class Network:
    """The network of a region, which is what a test says that it is."""

    fabric: Fabric
    topology: Topology

    def follow(self) -> None:
        internet.serve_at(self.fabric.names.internet, public.addresses(self.topology))

    def connect(self, address: IPv4Address, port: int) -> socket.socket:
        """Return a connection from within the internet."""
        place = (str(address), port)
        return namespaces.within(
            self.fabric.names.internet, lambda: socket.create_connection(place, 5)
        )


@dataclass(frozen=True)
class World:
    """As much of a region as the endpoints need."""

    network: Network
    authority: Authority
    region: str = REGION
    url: str = "http://127.0.0.1:9"  # nobody: every request is answered with 503


@pytest.fixture
def network() -> Iterator[Network]:
    """Return a network with nothing but its internet."""
    made = Network(Fabric(f"front-{os.getpid()}."), Topology())
    internet.create(made.fabric.names.internet)
    yield made
    namespaces.sweep(made.fabric.prefix)


@pytest.fixture
def front(network: Network, authority: Authority) -> Iterator[EndpointsFront]:
    """Return the endpoints, not open yet."""
    made = EndpointsFront(cast(Any, World(network, authority)))
    yield made
    made.close()


def ask(connection: socket.socket) -> bytes:
    """Return how an answer begins."""
    connection.sendall(f"GET / HTTP/1.1\r\nHost: {S3}\r\n\r\n".encode())
    return connection.recv(12)


def test_they_follow_their_addresses_and_who_is_connected_stays(
    front: EndpointsFront, network: Network, authority: Authority
) -> None:
    front.reconcile()
    trust = ssl.create_default_context(cadata=authority.certificate.decode())
    plain = network.connect(public.ADDRESS, 443)
    with trust.wrap_socket(plain, server_hostname=S3) as before:
        network.topology = LISTED
        front.reconcile()
        front.reconcile()
        for port in (443, 80):
            network.connect(LOCAL[10], port).close()
        # S3 is no more at the address of all the others.
        with pytest.raises(ConnectionRefusedError):
            network.connect(public.ADDRESS, 80)
        assert ask(before) == b"HTTP/1.1 404"
    network.topology = Topology()
    front.reconcile()
    with pytest.raises(ConnectionRefusedError):
        network.connect(LOCAL[10], 443)
    with network.connect(public.ADDRESS, 80) as again:
        assert ask(again) == b"HTTP/1.1 503"

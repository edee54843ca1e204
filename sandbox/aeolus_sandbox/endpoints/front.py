"""Keeps AWS's endpoints open at the public addresses of its services."""

from __future__ import annotations

from collections.abc import Sequence
from ipaddress import IPv4Address

from aeolus_sandbox.endpoints.directory import Directory
from aeolus_sandbox.endpoints.server import Server
from aeolus_sandbox.network import namespaces, public
from aeolus_sandbox.network.model import Topology
from aeolus_sandbox.supervisor.node import Node
from aeolus_sandbox.supervisor.world import World

_HTTPS, _HTTP = 443, 80


class EndpointsFront:
    """The endpoints of AWS's services, by their own names and over TLS; S3 without it too."""

    name = "endpoints"
    concerns = frozenset({"ec2"})
    period_s = None

    def __init__(self, world: World) -> None:
        """Open nothing yet."""
        network = world.network
        self._network = network
        self._s3 = f"com.amazonaws.{world.region}.s3"
        self._directory = Directory(
            region=world.region,
            url=world.url,
            authority=world.authority,
            topology=lambda: network.topology,
            sources=network.fabric,
        )
        self._servers: dict[tuple[IPv4Address, int], Server] = {}

    def reconcile(self) -> None:
        """Listen at the addresses that services have now; who is connected stays connected."""
        self._network.follow()
        wanted = self._places(self._network.topology)
        for place in self._servers.keys() - wanted:
            self._servers.pop(place).close()
        for address, port in wanted - self._servers.keys():
            listening = namespaces.listen(self._network.fabric.names.internet, str(address), port)
            server = Server(listening, self._directory, tls=port == _HTTPS)
            self._servers[address, port] = server

    def close(self) -> None:
        """Take no connection any more."""
        while self._servers:
            self._servers.popitem()[1].close()

    def nodes(self) -> Sequence[Node]:
        """Return none: AWS's own endpoints have no fault here."""
        return ()

    def _places(self, topology: Topology) -> set[tuple[IPv4Address, int]]:
        every = {(address, _HTTPS) for address in public.addresses(topology)}
        return {*every, (public.address(topology, self._s3), _HTTP)}

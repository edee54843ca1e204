"""Keeps the network as EC2 and Route 53 say, and joins its internet to the real one."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack

from aeolus_sandbox.errors import SandboxError
from aeolus_sandbox.network.egress import egress
from aeolus_sandbox.services.network.node import NatNode
from aeolus_sandbox.supervisor.world import World


class Network:
    """The region's network."""

    name = "network"
    concerns = frozenset({"ec2", "route53"})
    period_s = None

    def __init__(self, world: World) -> None:
        """Make nothing yet."""
        self._world = world
        self._outside = ExitStack()
        self._joined = False

    def reconcile(self) -> None:
        """Bring the network to what the API says; at the first time, open its way out."""
        self._world.network.follow()
        if not self._joined:
            self._joined = True
            try:
                self._outside.enter_context(egress(self._world.network.fabric.names.internet))
            except SandboxError as error:
                # Without it machines reach the region alone.
                self._world.say("no way out", error=str(error))

    def close(self) -> None:
        """Close the way out."""
        self._outside.close()

    def nodes(self) -> Sequence[NatNode]:
        """Return the NAT gateways."""
        topology = self._world.network.topology
        return [
            NatNode(gateway.id, topology.interfaces[gateway.interface], topology, self._world)
            for gateway in topology.nat_gateways.values()
            if gateway.interface in topology.interfaces
        ]

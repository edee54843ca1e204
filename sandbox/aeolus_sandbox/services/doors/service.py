"""Opens a door for everything that load balancers and instances show the internet."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from ipaddress import IPv4Address

from aeolus_sandbox.services.doors.door import Doors, Way
from aeolus_sandbox.services.doors.listener import Listener, instances, shown_interfaces
from aeolus_sandbox.services.doors.visitor import visitor
from aeolus_sandbox.supervisor.node import Node
from aeolus_sandbox.supervisor.world import World


class LoopbackDoors:
    """Doors of a region: a browser on this machine has no other way into its network.

    Who comes by one comes from where security groups let somebody in.
    """

    name = "doors"
    concerns = frozenset({"elbv2", "ec2"})
    period_s = None

    def __init__(self, world: World) -> None:
        """Open none yet."""
        self._world = world
        self._doors = Doors(world.network.fabric.names.internet)
        self.ports: dict[Listener, int] = {}
        self._groups: dict[str, Sequence[str]] = {}

    def reconcile(self) -> None:
        """Open a door for each listener that has none; that of one that is gone leads nowhere."""
        self._world.network.follow()  # or it would be of before the change
        listeners = self._balancers() | instances(self._world.network.topology)
        for listener in listeners - self.ports.keys():
            self.ports[listener] = self._doors.open(partial(self._where, listener))
        for listener in self.ports.keys() - listeners:
            del self.ports[listener]

    def close(self) -> None:
        """Close all."""
        self._doors.close()

    def nodes(self) -> Sequence[Node]:
        """Return none: doors are no part of AWS."""
        return ()

    def _balancers(self) -> set[Listener]:
        elbv2 = self._world.client("elbv2")
        shown = [
            balancer
            for balancer in elbv2.describe_load_balancers()["LoadBalancers"]
            if balancer["Scheme"] == "internet-facing"
        ]
        self._groups = {one["DNSName"].lower(): one.get("SecurityGroups", []) for one in shown}
        return {
            Listener(balancer["DNSName"].lower(), listener["Port"], listener["Protocol"])
            for balancer in shown
            for listener in elbv2.describe_listeners(LoadBalancerArn=balancer["LoadBalancerArn"])[
                "Listeners"
            ]
        }

    def _where(self, listener: Listener) -> Way | None:
        topology = self._world.network.topology
        if listener not in self.ports:
            return None
        if interface := shown_interfaces(topology).get(listener.host):
            address, ids = IPv4Address(listener.host), interface.groups
        elif addresses := self._world.network.addresses(listener.host):
            address, ids = addresses[0], tuple(self._groups.get(listener.host, ()))
        else:
            return None
        groups = [topology.groups[one] for one in ids if one in topology.groups]
        return Way(address, listener.port, visitor(groups, listener.port))

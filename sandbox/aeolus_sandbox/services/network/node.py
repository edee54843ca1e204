"""A NAT gateway as faults see it."""

from __future__ import annotations

from dataclasses import dataclass

from aeolus_sandbox.machines.machine import State
from aeolus_sandbox.network import devices, kernel
from aeolus_sandbox.network.model import Interface, Topology
from aeolus_sandbox.supervisor.world import World


@dataclass(frozen=True)
class NatNode:
    """A NAT gateway: it forwards, or with its zone it does not."""

    id: str
    interface: Interface
    topology: Topology
    world: World
    kind: str = "NAT gateway"

    @property
    def zone(self) -> str:
        """The zone of its subnet."""
        return self.topology.subnets[self.interface.subnet].zone

    @property
    def address(self) -> str:
        """Its private address."""
        return str(self.interface.address)

    @property
    def owner(self) -> str:
        """Who has its interface: the gateway."""
        return self.id

    @property
    def state(self) -> str:
        """Whether its link is up."""
        router = self.world.network.fabric.names.router(self.interface.vpc)
        up = devices.of(self.interface) in kernel.links_up(router)
        return (State.RUNNING if up else State.OFF).value

    def kill(self) -> None:
        """Let nothing pass any more."""
        self.world.network.cut(self.owner)

    freeze = kill

    def thaw(self) -> None:
        """Let pass again."""
        self.world.network.heal(self.owner)

    reboot = thaw

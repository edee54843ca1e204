"""An instance as faults see it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from aeolus_sandbox.machines.machine import Machine, State
from aeolus_sandbox.metadata.instance import Instance
from aeolus_sandbox.services.instances.steps import Steps
from aeolus_sandbox.services.orders import Orders


@dataclass(frozen=True)
class InstanceNode:
    """The machine of an instance; `orders` is what its owner can ask EC2 for."""

    instance: Instance
    machine: Machine
    steps: Steps
    orders: Orders
    kind: str = "instance"

    @property
    def id(self) -> str:
        """The instance's id."""
        return self.instance.instance_id

    @property
    def name(self) -> str:
        """Its Name tag."""
        return self.instance.tags.get("Name", "")

    @property
    def log(self) -> Path:
        """What its console has printed."""
        return self.machine.console

    def command(self, command: Sequence[str]) -> list[str]:
        """Return what runs a command in its machine."""
        return self.machine.command(command)

    @property
    def zone(self) -> str:
        """Its Availability Zone."""
        return self.instance.availability_zone

    @property
    def address(self) -> str:
        """Its private address."""
        return str(self.instance.private_ip_address)

    @property
    def owner(self) -> str:
        """Who has its interface: the instance."""
        return self.instance.instance_id

    @property
    def state(self) -> str:
        """What has become of its machine."""
        return self.machine.state.value

    def kill(self) -> None:
        """Take its power, as when its host fails: EC2 goes on to say that it runs."""
        self.steps.fail(self.id, "system")
        self.machine.power_off()

    def freeze(self) -> None:
        """Stop it where it is: it answers nothing, and fails its instance status check."""
        self.steps.fail(self.id, "instance")
        self.machine.freeze()

    def thaw(self) -> None:
        """Let it go on."""
        self.machine.thaw()
        self.steps.recover(self.id)

    def reboot(self) -> None:
        """Reboot it, or boot it again after it lost its power."""
        if self.machine.state is State.RUNNING:
            self.machine.reboot()
        else:
            self.machine.power_off()
            self.steps.power_on(self.machine)
        # Not before it is on again: one that is off and fails no check has powered itself off.
        self.steps.recover(self.id)

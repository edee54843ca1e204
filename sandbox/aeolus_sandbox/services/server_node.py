"""The server of a managed service as faults see it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from aeolus_sandbox.machines.appliance import Appliance
from aeolus_sandbox.services.orders import Orders


@dataclass(frozen=True)
class ServerNode:
    """A server in an appliance; `changed` is called when something befell it.

    `restart` asks for a reboot in the service's own way; without one, it loses its power. `orders`
    is what else its owner can ask the service for.
    """

    id: str
    kind: str
    zone: str
    address: str
    owner: str
    appliance: Appliance
    changed: Callable[[], None]
    restart: Callable[[], None] | None = None
    orders: Orders = field(default_factory=dict)

    @property
    def state(self) -> str:
        """What has become of its processes."""
        return self.appliance.state.value

    @property
    def log(self) -> Path:
        """What its server has printed."""
        return self.appliance.log

    def command(self, command: Sequence[str]) -> list[str]:
        """Return what runs a command beside its server."""
        return self.appliance.command(command)

    def kill(self) -> None:
        """Take its power: what it held is lost, and what was on its disk is not."""
        self.appliance.power_off()
        self.changed()

    def freeze(self) -> None:
        """Stop it where it is: it answers nothing."""
        self.appliance.freeze()
        self.changed()

    def thaw(self) -> None:
        """Let it go on."""
        self.appliance.thaw()
        self.changed()

    def reboot(self) -> None:
        """Restart it."""
        if self.restart is None:
            self.kill()
            return
        self.restart()
        self.changed()

"""What the API tells of DB instances' statuses (Amazon RDS User Guide, "DB instance status")."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from aeolus_sandbox.api import observations
from aeolus_sandbox.api.patches import rds_reboot
from aeolus_sandbox.api.patches.rds_parameter_status import PARAMETERS
from aeolus_sandbox.api.patches.rds_status import INSTANCE, wanted

AVAILABLE, STOPPED = "available", "stopped"


@dataclass
class Statuses:
    """The statuses of instances, by resource id; `say` is told of each change."""

    say: Callable[..., None]
    unsettled: set[str] = field(default_factory=set)

    def note(self, resource: str, status: str) -> None:
        """Let the API tell that an instance is on its way."""
        self.unsettled.add(resource)
        self._tell(resource, status)

    def settle(self, resource: str, status: str, held: Any) -> None:
        """Let the API tell the status that moto's instance has come to.

        What it is told meanwhile comes before: it was told to the API before its status was set.
        """
        self._tell(resource, status)
        if rds_reboot.asked(held):
            self.note(resource, "rebooting")
        elif wanted(held) != status:
            self.note(resource, "stopping" if status == AVAILABLE else "starting")
        else:
            self.unsettled.discard(resource)

    def parameters(self, resource: str, *, in_sync: bool) -> None:
        """Let the API tell whether the values of an instance's parameter group hold."""
        observations.status[PARAMETERS, resource] = "in-sync" if in_sync else "pending-reboot"

    def forget(self, resource: str) -> None:
        """Forget an instance."""
        self.unsettled.discard(resource)
        for kind in (INSTANCE, PARAMETERS):
            observations.status.pop((kind, resource), None)

    def _tell(self, resource: str, status: str) -> None:
        if observations.status.get((INSTANCE, resource)) != status:
            observations.status[INSTANCE, resource] = status
            self.say("database", database=resource, status=status)

"""Targets that have been deregistered and have connections still.

Application Load Balancers User Guide, "Deregistration delay": it ends with the last connection, or
with the delay, and then what is left is closed.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from aeolus_sandbox.api.observations import TargetHealth
from aeolus_sandbox.services.load_balancer.balancer import TargetGroup, TargetKey

DRAINING = TargetHealth(
    "draining", "Target.DeregistrationInProgress", "Target deregistration is in progress"
)


@dataclass(frozen=True)
class Departing:
    """A target that leaves: HAProxy's words for its group and for it, and until when at most."""

    backend: str
    server: str
    until: float


@dataclass
class Departures:
    """Remembers who was registered; `now` tells the time in seconds."""

    now: Callable[[], float] = time.monotonic
    departing: dict[TargetKey, Departing] = field(default_factory=dict)
    _registered: dict[TargetKey, str] = field(default_factory=dict)

    def see(self, groups: Iterable[TargetGroup]) -> None:
        """Take note of who is registered with the groups that are in use, and who no longer is."""
        used = {group.arn: group for group in groups}
        registered = {
            group.key(target): target.word for group in used.values() for target in group.targets
        }
        for key, word in self._registered.items():
            if key not in registered and (group := used.get(key[0])):
                until = self.now() + group.deregistration_delay_s
                self.departing[key] = Departing(group.name, word, until)
        for key in list(self.departing):
            if key in registered or key[0] not in used:
                del self.departing[key]
        self._registered = registered

    def late(self, one: Departing) -> bool:
        """Tell whether its time is over: what is left of it is to be ended."""
        return self.now() >= one.until

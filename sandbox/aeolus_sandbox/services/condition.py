"""How the server of a managed service is, since when, and whether it has failed."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from aeolus_sandbox.machines.appliance import Appliance
from aeolus_sandbox.machines.machine import State


class Condition(StrEnum):
    """How a server is: WELL when it answers and its network does."""

    OFF = "off"
    FROZEN = "frozen"
    CUT = "cut"
    SILENT = "silent"
    WELL = "well"


# After how many seconds in its condition a server has failed. AWS tells no figures.
_FAILED_AFTER_S = {
    Condition.OFF: 0.0,
    Condition.FROZEN: 5.0,
    Condition.CUT: 5.0,
    Condition.SILENT: 30.0,
}


def failed(condition: Condition, for_s: float) -> bool:
    """Tell whether a server no longer counts as one that answers, after so long in a condition."""
    return condition is not Condition.WELL and for_s >= _FAILED_AFTER_S[condition]


def seen(appliance: Appliance, answers: Callable[[], bool]) -> Condition:
    """Return how a server is, as far as it can be seen without its network."""
    match appliance.state:
        case State.OFF:
            return Condition.OFF
        case State.FROZEN:
            return Condition.FROZEN
        case _:
            return Condition.WELL if answers() else Condition.SILENT


@dataclass
class Watch:
    """Remembers since when a server is in its condition; `now` tells the time in seconds."""

    now: Callable[[], float] = time.monotonic
    _condition: Condition | None = None
    _since: float = 0.0

    def see(self, condition: Condition) -> float:
        """Return for how many seconds it has been seen in this condition."""
        now = self.now()
        if condition is not self._condition:
            self._condition, self._since = condition, now
        return now - self._since

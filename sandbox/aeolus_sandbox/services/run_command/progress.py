"""How far a command has come, and what became of it.

AWS Systems Manager User Guide, "Understanding command statuses".
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from enum import StrEnum


class Status(StrEnum):
    """The status of a command, or of its invocation at one node."""

    PENDING = "Pending"
    IN_PROGRESS = "InProgress"
    SUCCESS = "Success"
    FAILED = "Failed"
    TIMED_OUT = "TimedOut"
    CANCELLED = "Cancelled"

    @property
    def ended(self) -> bool:
        """Whether nothing follows."""
        return self not in (Status.PENDING, Status.IN_PROGRESS)


_ERRORS = (Status.FAILED, Status.TIMED_OUT)


def share(limit: str, targets: int) -> int:
    """Return how many of so many targets a MaxConcurrency or MaxErrors is: `10`, or `10%`."""
    if limit.endswith("%"):
        return math.ceil(targets * float(limit.removesuffix("%")) / 100)
    return int(limit)


def errors(statuses: Sequence[Status]) -> int:
    """Return how many invocations failed."""
    return sum(status in _ERRORS for status in statuses)


def exceeded(statuses: Sequence[Status], max_errors: str) -> bool:
    """Return whether so many failed that the command goes to no further node."""
    failed = errors(statuses)
    return failed > 0 and failed > share(max_errors, len(statuses))


def overall(statuses: Sequence[Status]) -> Status:
    """Return the status of a command from those of its invocations."""
    if any(not status.ended for status in statuses):
        begun = any(status is not Status.PENDING for status in statuses)
        return Status.IN_PROGRESS if begun else Status.PENDING
    for status in (Status.FAILED, Status.TIMED_OUT, Status.CANCELLED):
        if status in statuses:
            return status
    return Status.SUCCESS

"""What is known of Auto Scaling groups beyond what moto has: shared by its API and its engine."""

from __future__ import annotations

import threading
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

_BOOK = "_scaling_book"
# Amazon EC2 Auto Scaling User Guide, "Scaling activities": six weeks; here so many.
_ACTIVITIES = 1000


@dataclass
class Action:
    """A lifecycle action: a hook that holds an instance, in seconds since 1970."""

    hook: str
    since: float
    heartbeat: float
    answer: str | None = None
    token: str = field(default_factory=lambda: str(uuid.uuid4()))


@dataclass
class Activity:
    """A scaling activity, by the API's names (API Reference, Activity)."""

    auto_scaling_group_name: str
    auto_scaling_group_arn: str
    description: str
    cause: str
    start_time: datetime
    details: str = "{}"
    status_code: str = "InProgress"
    status_message: str | None = None
    end_time: datetime | None = None
    progress: int = 0
    activity_id: str = field(default_factory=lambda: str(uuid.uuid4()))

    def goes_on(self, status_code: str, progress: int) -> None:
        """Say how far it is."""
        self.status_code, self.progress = status_code, progress

    def ends(self, status_code: str, message: str | None = None) -> None:
        """Say how it ended, now."""
        self.goes_on(status_code, 100)
        self.status_message, self.end_time = message, datetime.now(UTC)


@dataclass
class Record:
    """What is known of a group's instance; moments are seconds since 1970."""

    launched: float
    launched_from: dict[str, str] = field(default_factory=dict)
    in_service: float | None = None
    actions: list[Action] = field(default_factory=list)
    order: str | None = None
    """Why it was told to leave."""
    mark_at_once: bool = False
    """Whether SetInstanceHealth was told not to respect the grace period."""
    draining: float | None = None
    """Since when its load balancers let its connections end."""
    ended: bool = False
    """Whether EC2 was told to terminate it."""
    warmed: bool = False
    """Whether it came from the warm pool."""
    forced: bool = False
    """Whether it goes with its warm pool, past all hooks."""
    activity: Activity | None = None


@dataclass
class Refresh:
    """An instance refresh (API Reference, InstanceRefresh)."""

    group: str
    started: float
    preferences: dict[str, Any]
    desired_configuration: dict[str, Any] | None = None
    status: str = "Pending"
    status_reason: str | None = None
    percentage: int = 0
    to_update: int = 0
    total: int | None = None
    ended: float | None = None
    identifier: str = field(default_factory=lambda: str(uuid.uuid4()))

    @property
    def active(self) -> bool:
        """Whether it goes on."""
        return self.status in ("Pending", "InProgress", "Cancelling")


@dataclass
class Book:
    """What is known of the groups of an account and region.

    `present` says whether the engine runs, which decides for itself what moto else does at once.
    Who changes a group or its instances holds `lock`.
    """

    present: bool = False
    clock: Callable[[], float] = time.time
    records: dict[str, Record] = field(default_factory=dict)
    activities: list[Any] = field(default_factory=list)
    refreshes: list[Refresh] = field(default_factory=list)
    deleting: set[str] = field(default_factory=set)
    detached: dict[str, str] = field(default_factory=dict)
    """Instances whose group has let them go, with its name, and load balancers not yet."""
    scaled: dict[str, float] = field(default_factory=dict)
    """When the last scaling activity of a simple policy began, by group."""
    lock: threading.RLock = field(default_factory=threading.RLock)

    def note(self, activity: Any) -> None:
        """Put an activity first in the history."""
        self.activities.insert(0, activity)
        del self.activities[_ACTIVITIES:]

    def record(self, instance_id: str) -> Record:
        """Return the record of an instance; one that is new has been launched now."""
        return self.records.setdefault(instance_id, Record(self.clock()))

    def refresh(self, group: str) -> Refresh | None:
        """Return the refresh of a group that goes on."""
        return next((one for one in self.refreshes if one.group == group and one.active), None)

    def forget(self, group: str) -> None:
        """Forget a group that is deleted, but for its activities."""
        self.refreshes = [one for one in self.refreshes if one.group != group]
        self.deleting.discard(group)
        self.scaled.pop(group, None)


def book(backend: Any) -> Book:
    """Return the book of moto's backend: it ends with the backend."""
    if not hasattr(backend, _BOOK):
        setattr(backend, _BOOK, Book())
    kept: Book = getattr(backend, _BOOK)
    return kept

"""A drill, and its times: each in seconds since the fault."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol, TypeVar

from aeolus_cli.errors import UserError
from aeolus_cli.scheduler.lease import LeaseOf

from .hands import Fault, Hands

if TYPE_CHECKING:
    from aeolus_lease.record import Lease

T = TypeVar("T")

LOOK_S = 0.5
LIMIT_S = 300.0


class Load(Protocol):
    """Work that is due all the time."""

    def keep_up(self) -> None:
        """Let there be something to do; called at each look, fails silently."""

    def first_task(self, since: float) -> float | None:
        """Return when the first task began that was queued after `since`; None before that.

        Both in seconds since the epoch.
        """


@dataclass(frozen=True)
class Times:
    """What came of a drill. `detected` and `promoted` only where another master took over."""

    fault: str
    node: str
    holder: str
    epoch: int
    detected: float | None
    """When the function decided; by the clocks of AWS, which is told to half a second."""
    promoted: float | None
    """When the new holder had put the old one out, and started its scheduler."""
    task: float | None
    """When the first task began that was queued since then; None without a DAG."""


@dataclass(frozen=True)
class Drill:
    """One drill of an environment."""

    lease: LeaseOf
    hands: Hands
    load: Load | None
    say: Callable[[str], None]
    sleep: Callable[[float], None] = time.sleep
    wall: Callable[[], float] = time.time
    limit_s: float = field(default=LIMIT_S)

    def run(self, fault: Fault) -> Times:
        """Strike, wait until tasks start again, and mend.

        Raises UserError where nobody schedules, nobody stands by, or it takes too long.
        """
        before = self._ready(fault)
        node = before.holder
        if self.load:
            self.load.keep_up()
        self.say(f"{fault}: {node} schedules in epoch {before.epoch}")
        began = self.wall()
        self.hands.strike(fault, node)
        # What the old one has queued until then is not the new one's work.
        detected, promoted, since = None, None, self.wall()
        now = before
        try:
            if fault.moves:
                now, promoted_at = self._moved(before)
                detected, promoted = now.moved_at - began, promoted_at - began
                since = now.moved_at
                self.say(f"  {promoted:.1f} s: {now.holder} takes over in epoch {now.epoch}")
            task = self._first_task(began, since)
        finally:
            self.hands.mend(fault, node)
        return Times(fault, node, now.holder, now.epoch, detected, promoted, task)

    def _ready(self, fault: Fault) -> Lease:
        lease = self.lease.read().lease
        if lease is None or lease.released:
            raise UserError(f"nobody schedules in {self.lease.environment} at this moment")
        others = [
            each.node
            for each in self.lease.candidates()
            if each.healthy and each.node != lease.holder
        ]
        if fault.moves and not others:
            raise UserError(
                f"no other master of {self.lease.environment} is healthy: nobody would take over",
                cure=f"aeolus scheduler status {self.lease.environment} says why",
            )
        return lease

    def _moved(self, before: Lease) -> tuple[Lease, float]:
        def look() -> Lease | None:
            now = self.lease.read().lease
            return now if now and now.epoch > before.epoch and now.counter else None

        return self._awaited(look, "another master takes over"), self.wall()

    def _first_task(self, began: float, since: float) -> float | None:
        load = self.load
        if load is None:
            return None
        task = self._awaited(lambda: load.first_task(since), "a task starts") - began
        self.say(f"  {task:.1f} s: a task starts")
        return task

    def _awaited(self, look: Callable[[], T | None], what: str) -> T:
        deadline = self.wall() + self.limit_s
        while (found := look()) is None:
            if self.wall() > deadline:
                raise UserError(
                    f"not within {self.limit_s:.0f} s: {what}",
                    cure=f"aeolus scheduler status {self.lease.environment} says how it is",
                )
            if self.load:
                self.load.keep_up()
            self.sleep(LOOK_S)
        return found

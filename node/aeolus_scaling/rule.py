"""The rule by which a group of workers follows its queues.

What is needed is `ceil((queued + running) / concurrency)`, as for KEDA in Airflow's Helm chart.
More are launched at once, in one step. Fewer are kept only after less was needed for a whole
cool-down, and only workers without a task leave: one rule, against flapping and against lost work.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

COOLDOWN_SECONDS = 300.0
"""Longer than a worker takes to come: who has just left would have to be launched again."""


@dataclass(frozen=True)
class Limits:
    """What a group may be: workers at least and at most, and tasks at a time on each."""

    minimum: int
    maximum: int
    concurrency: int
    cooldown_seconds: float = COOLDOWN_SECONDS
    because: str = ""
    """Who says the minimum, where it is not the group's own."""

    def at_least(self, workers: int, because: str) -> Limits:
        """Return limits with a minimum of so many workers, within the maximum, and who says so.

        A minimum that is as high without it stays as it is.
        """
        least = min(workers, self.maximum)
        if least <= self.minimum:
            return self
        return replace(self, minimum=least, because=because)


@dataclass(frozen=True)
class Seen:
    """A group at a moment, in seconds of any clock that does not jump.

    `tasks` are queued or running in the group's queues; None when nobody could tell. `desired` are
    the workers that there are or that are on their way, `idle` those among them without a task.
    """

    at: float
    tasks: int | None
    desired: int
    idle: int


@dataclass(frozen=True)
class Memory:
    """What was needed of late, and since when figures have come without a gap."""

    since: float | None = None
    needs: tuple[tuple[float, int], ...] = ()
    """Moments and workers, the oldest first, each fewer than before: no other can be the most."""


@dataclass(frozen=True)
class Decision:
    """How many workers there are to be, how many idle ones are to leave, and why."""

    desired: int
    leaving: int
    reason: str


def needed(tasks: int, limits: Limits) -> int:
    """Return how many workers so many tasks want, within the limits."""
    return max(limits.minimum, min(limits.maximum, _wanted(tasks, limits)))


def decide(seen: Seen, limits: Limits, memory: Memory) -> tuple[Decision, Memory]:
    """Return what is to be done about a group, and what is to be remembered of it."""
    if seen.tasks is None:
        reason = "nobody can tell how many tasks wait: none leaves"
        return Decision(seen.desired, 0, reason), Memory()
    need = needed(seen.tasks, limits)
    memory = _remembered(memory, seen.at, need, limits.cooldown_seconds)
    most = memory.needs[0][1]
    why = f"{seen.tasks} tasks, {limits.concurrency} at a time on each worker: {need} needed"
    if limits.because and need > _wanted(seen.tasks, limits):
        why = f"{why} {limits.because}"
    if need > seen.desired:
        return Decision(need, 0, f"{why}, {need - seen.desired} more than there are"), memory
    spare = seen.desired - most
    if spare <= 0:
        return Decision(seen.desired, 0, f"{why}, {most} of late: as many as there are"), memory
    if memory.since is None or seen.at - memory.since < limits.cooldown_seconds:
        return Decision(seen.desired, 0, f"{why}: too early to tell that it stays so"), memory
    leaving = min(spare, seen.idle)
    if not leaving:
        return Decision(seen.desired, 0, f"{why}, {spare} too many, and each is busy"), memory
    reason = f"{why}, {most} of late: {leaving} of {seen.idle} idle ones leave"
    return Decision(seen.desired - leaving, leaving, reason), memory


def _wanted(tasks: int, limits: Limits) -> int:
    return -(-tasks // limits.concurrency)


def _remembered(memory: Memory, at: float, need: int, cooldown_seconds: float) -> Memory:
    recent = [each for each in memory.needs if each[1] > need and at - each[0] < cooldown_seconds]
    since = at if memory.since is None else memory.since
    return Memory(since, (*recent, (at, need)))

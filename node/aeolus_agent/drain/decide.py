"""When a worker that is to leave may be stopped."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

QUIET_LOOKS = 2
"""One look may fall between a task that was taken and the list that it is in."""


class Step(StrEnum):
    """What is to be done next."""

    CLOSE = "close"
    """Tell the worker to take no task of its queues any more."""
    WAIT = "wait"
    STOP = "stop"


@dataclass(frozen=True)
class Seen:
    """A worker at a moment: queues that it takes tasks of, and tasks that it has or holds back.

    None for one that does not answer, `runs` is whether its unit does. Tasks are by name.
    """

    runs: bool
    queues: frozenset[str] | None
    tasks: tuple[str, ...] | None


def decide(seen: Seen, quiet: int) -> tuple[Step, int, str]:
    """Return what is to be done, how many looks were quiet in a row, and why.

    A worker that takes tasks is told to stop that, however often: one that has connected anew takes
    them again. One whose unit runs and that says nothing may have tasks.
    """
    if not seen.runs:
        return Step.STOP, quiet, "the worker does not run"
    if seen.queues is None or seen.tasks is None:
        return Step.WAIT, 0, "the worker does not answer"
    if seen.queues:
        return Step.CLOSE, 0, f"it takes tasks of {', '.join(sorted(seen.queues))}"
    if seen.tasks:
        return Step.WAIT, 0, f"it has {len(seen.tasks)} task{'s' if len(seen.tasks) > 1 else ''}"
    quiet += 1
    if quiet < QUIET_LOOKS:
        return Step.WAIT, quiet, "it has no task"
    return Step.STOP, quiet, "it has had no task twice"

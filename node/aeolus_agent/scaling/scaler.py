"""Looks at all groups, decides by the rule, and has Auto Scaling do it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Protocol

from botocore.exceptions import BotoCoreError, ClientError

from aeolus_agent.insist import NotYetError
from aeolus_scaling.rule import Decision, Memory, Seen, decide

from .bounds import bounds
from .figures import Figures
from .groups import Group, Worker
from .protection import protection


class Source(Protocol):
    """Where figures come from."""

    def figures(self) -> Figures | None:
        """Return them; None where another master reads. Raises NotYetError."""


class Fleet(Protocol):
    """The groups, and what can be done about them; all of it raises what boto3 does."""

    def listed(self) -> list[Group]:
        """Return the groups."""

    def grow(self, name: str, desired: int) -> None:
        """Let a group have more workers."""

    def send_away(self, instance: str) -> None:
        """Let a group have one worker less, this one."""

    def protect(self, name: str, instances: Sequence[str], *, protected: bool) -> None:
        """Let a group choose these workers no more when it gets smaller, or let it again."""


@dataclass
class Scaler:
    """Scales the groups of an environment; what changes is said, `tell` hears of each good look."""

    source: Source
    fleet: Fleet
    say: Callable[[str], None]
    tell: Callable[[], None] = lambda: None
    _memories: dict[str, Memory] = field(default_factory=dict, init=False)
    _said: dict[str, str] = field(default_factory=dict, init=False)

    def look(self, now: float, moment: datetime) -> None:
        """Look once, at `now` seconds of a clock that does not jump, and do what is due.

        `moment` is the same by the clock on the wall, with its zone: schedules and holds go by it.
        Without figures nothing is done, and no worker leaves before the whole cool-down has been
        seen again.
        """
        try:
            figures = self.source.figures()
            groups = [] if figures is None else self.fleet.listed()
        except (NotYetError, BotoCoreError, ClientError) as error:
            self._memories.clear()
            self._say("", f"nobody can tell how many tasks wait: {error}")
            return
        if figures is None:
            self._memories.clear()
            self._say("", "another master scales the workers")
            return
        self._say("", "this master scales the workers")
        for group in groups:
            self._protect(group, figures)
            self._scale(self._bounded(group, moment), figures, now)
        self.tell()

    def _bounded(self, group: Group, moment: datetime) -> Group:
        limits, wrong = bounds(group, moment)
        for tag, text in wrong.items():
            self._say(f"{group.label}, tag {tag}", text)
        return replace(group, limits=limits)

    def _protect(self, group: Group, figures: Figures) -> None:
        try:
            for protected, instances in protection(group.workers, figures.busy).items():
                self.fleet.protect(group.name, instances, protected=protected)
        except (BotoCoreError, ClientError) as error:
            self._say(f"{group.label}, protection", f"Auto Scaling does not do it: {error}")

    def _scale(self, group: Group, figures: Figures, now: float) -> None:
        decision, leaving, memory = plan(group, figures, self._memories.get(group.name), now)
        self._memories[group.name] = memory
        try:
            if decision.desired > group.desired:
                self._say(group.label, f"{decision.desired} workers: {decision.reason}")
                self.fleet.grow(group.name, decision.desired)
            for each in leaving:
                self._say(group.label, f"{each.instance} leaves: {decision.reason}")
                self.fleet.send_away(each.instance)
        except (BotoCoreError, ClientError) as error:
            self._say(group.label, f"Auto Scaling does not do it: {error}")

    def _say(self, about: str, text: str) -> None:
        if self._said.get(about) != text:
            self._said[about] = text
            self.say(f"group {about}: {text}" if about else text)


def plan(
    group: Group, figures: Figures, memory: Memory | None, now: float
) -> tuple[Decision, tuple[Worker, ...], Memory]:
    """Return what the rule says of a group, which workers leave, and what is to be remembered.

    The oldest leave first. A worker that is not in service yet counts among those that there are,
    and not among those that may leave.
    """
    idle = [each for each in group.workers if each.host not in figures.busy]
    tasks = sum(figures.tasks.get(queue, 0) for queue in group.queues)
    seen = Seen(now, tasks, group.desired, len(idle))
    decision, memory = decide(seen, group.limits, memory or Memory())
    return decision, tuple(idle[: decision.leaving]), memory

"""A metastore, groups that follow it, and a clock, in memory: what a scaler looks at and moves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from aeolus_agent.scaling.figures import Figures
from aeolus_agent.scaling.groups import Group, Worker
from aeolus_agent.scaling.scaler import Scaler
from aeolus_scaling.rule import Limits

LIMITS = Limits(minimum=0, maximum=6, concurrency=8, cooldown_seconds=300)
LOOK_S = 10.0
BEGIN = datetime(2026, 6, 1, 7, 59, tzinfo=UTC)
"""A minute before eight, on a Monday."""


def workers(*numbers: int) -> tuple[Worker, ...]:
    return tuple(Worker(f"i-{number}", float(number), f"ip-{number}") for number in numbers)


def group(name: str = "default", *, desired: int = 0, at: tuple[Worker, ...] = ()) -> Group:
    return Group(f"aeolus-test-worker_{name}", name, (name,), LIMITS, desired, at)


@dataclass
class ScaledRegion:
    """What there is to do, who does it, and what a scaler has done about it."""

    tasks: dict[str, int] = field(default_factory=dict)
    busy: frozenset[str] = frozenset()
    groups: dict[str, Group] = field(default_factory=dict)
    mine: bool = True
    fails: Exception | None = None
    refuses: Exception | None = None
    refuses_to_protect: Exception | None = None
    now: float = 0.0
    done: list[tuple[float, str]] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    looks: int = 0

    def __post_init__(self) -> None:
        self.scaler = Scaler(self, self, self.said.append, self.count)

    def count(self) -> None:
        self.looks += 1

    def figures(self) -> Figures | None:
        if self.fails:
            raise self.fails
        return Figures(self.tasks, self.busy) if self.mine else None

    def listed(self) -> list[Group]:
        return list(self.groups.values())

    def grow(self, name: str, desired: int) -> None:
        if self.refuses:
            raise self.refuses
        self.done.append((self.now, f"{name} has {desired}"))
        self.groups[name] = replace(self.groups[name], desired=desired)

    def send_away(self, instance: str) -> None:
        self.done.append((self.now, f"{instance} leaves"))
        for name, each in self.groups.items():
            left = tuple(one for one in each.workers if one.instance != instance)
            if left != each.workers:
                self.groups[name] = replace(each, desired=each.desired - 1, workers=left)

    def protect(self, name: str, instances: Sequence[str], *, protected: bool) -> None:
        if self.refuses_to_protect:
            raise self.refuses_to_protect
        each = self.groups[name]
        self.groups[name] = replace(
            each,
            workers=tuple(
                replace(one, protected=protected) if one.instance in instances else one
                for one in each.workers
            ),
        )

    def protected(self, name: str = "default") -> set[str]:
        """Return the workers of a group that are protected from scale-in."""
        workers = self.groups[group(name).name].workers
        return {each.instance for each in workers if each.protected}

    def has(self, *groups: Group) -> None:
        self.groups = {each.name: each for each in groups}

    def passes(self, seconds: float) -> list[str]:
        """Return what is done in the looks of so many seconds."""
        before, until = len(self.done), self.now + seconds
        while self.now < until:
            self.scaler.look(self.now, BEGIN + timedelta(seconds=self.now))
            self.now += LOOK_S
        return [what for _, what in self.done[before:]]

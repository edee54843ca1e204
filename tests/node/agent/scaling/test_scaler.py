"""Groups grow at once and shrink by idle workers; without figures nothing is done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

import pytest
from botocore.exceptions import ClientError

from aeolus_agent.insist import NotYetError
from aeolus_agent.scaling.figures import Figures
from aeolus_agent.scaling.groups import Group, Worker
from aeolus_agent.scaling.scaler import Scaler, plan
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
class Region:
    """A metastore, two groups, and a clock."""

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


@pytest.fixture
def region() -> Region:
    return Region()


def test_from_nobody_a_group_has_what_it_needs_in_one_step(region: Region) -> None:
    region.has(group())
    region.tasks = {"default": 20}
    assert region.passes(LOOK_S) == ["aeolus-test-worker_default has 3"]
    assert region.said[-1].startswith("group default: 3 workers: 20 tasks, 8 at a time")
    assert region.passes(600) == []


def test_each_group_follows_its_own_queues(region: Region) -> None:
    region.has(group("default"), group("heavy"))
    region.tasks = {"heavy": 1, "nobody's": 99}
    assert region.passes(LOOK_S) == ["aeolus-test-worker_heavy has 1"]


def test_idle_workers_leave_after_the_cool_down_the_oldest_first(region: Region) -> None:
    region.has(group(desired=3, at=workers(1, 2, 3)))
    region.tasks = {"default": 8}
    region.busy = frozenset({"ip-2"})
    assert region.passes(300) == []
    assert region.passes(LOOK_S) == ["i-1 leaves", "i-3 leaves"]
    assert region.passes(600) == []


def test_a_busy_worker_stays_however_long_its_task_takes(region: Region) -> None:
    region.has(group(desired=2, at=workers(1, 2)))
    region.busy = frozenset({"ip-1"})
    region.tasks = {"default": 1}
    assert region.passes(3600) == ["i-2 leaves"]
    region.busy, region.tasks = frozenset(), {}
    assert region.passes(600) == ["i-1 leaves"]


def test_who_has_tasks_is_protected_from_scale_in_for_as_long_as_it_has(region: Region) -> None:
    region.has(group(desired=3, at=workers(1, 2, 3)))
    region.busy, region.tasks = frozenset({"ip-1", "ip-3", "ip-99"}), {"default": 24}
    region.passes(LOOK_S)
    assert region.protected() == {"i-1", "i-3"}
    region.busy = frozenset({"ip-3", "ip-2"})
    region.passes(LOOK_S)
    assert region.protected() == {"i-2", "i-3"}


def test_without_figures_who_is_protected_stays_so(region: Region) -> None:
    region.has(group(desired=1, at=workers(1)))
    region.busy = frozenset({"ip-1"})
    region.passes(LOOK_S)
    region.busy, region.fails = frozenset(), NotYetError("the metastore cannot be reached")
    region.passes(600)
    assert region.protected() == {"i-1"}


def test_a_group_that_cannot_be_protected_is_scaled_all_the_same(region: Region) -> None:
    region.has(group(desired=1, at=workers(1)))
    region.busy, region.tasks = frozenset({"ip-1"}), {"default": 9}
    region.refuses_to_protect = ClientError({"Error": {"Message": "AccessDenied"}}, "Set")
    assert region.passes(LOOK_S) == ["aeolus-test-worker_default has 2"]
    assert "group default, protection: Auto Scaling does not do it" in region.said[-2]


@pytest.mark.parametrize(
    "error",
    [
        NotYetError("the metastore cannot be reached"),
        ClientError({"Error": {"Code": "Throttling"}}, "DescribeAutoScalingGroups"),
    ],
)
def test_without_figures_nobody_leaves_and_the_cool_down_begins_anew(
    region: Region, error: Exception
) -> None:
    region.has(group(desired=1, at=workers(1)))
    assert region.passes(290) == []
    region.fails = error
    assert region.passes(3600) == []
    assert "nobody can tell how many tasks wait" in region.said[-1]
    region.fails = None
    assert region.passes(300) == []
    assert region.passes(LOOK_S) == ["i-1 leaves"]


def test_only_good_looks_are_told(region: Region) -> None:
    region.has(group())
    region.passes(30)
    region.mine = False
    region.passes(30)
    region.mine, region.fails = True, NotYetError("it is down")
    region.passes(30)
    assert region.looks == 3


def test_where_another_master_reads_nothing_is_done(region: Region) -> None:
    region.has(group())
    region.tasks, region.mine = {"default": 100}, False
    assert region.passes(600) == []
    assert region.said == ["another master scales the workers"]


def test_what_auto_scaling_refuses_is_told_and_tried_again(region: Region) -> None:
    region.has(group())
    region.tasks = {"default": 1}
    region.refuses = ClientError({"Error": {"Message": "ScalingActivityInProgress"}}, "Set")
    assert region.passes(30) == []
    assert "ScalingActivityInProgress" in region.said[-1]
    region.refuses = None
    assert region.passes(LOOK_S) == ["aeolus-test-worker_default has 1"]


def test_workers_that_boot_count_and_do_not_leave() -> None:
    booting = group(desired=3, at=workers(1))
    decision, leaving, _ = plan(booting, Figures({}, frozenset({"ip-1"})), None, 0)
    assert (decision.desired, leaving) == (3, ())


def test_what_does_not_change_is_said_once(region: Region) -> None:
    region.has(group())
    region.passes(600)
    assert region.said == ["this master scales the workers"]


def scheduled(text: str = "mon-fri 08:00-08:10 UTC 2", *, desired: int = 0) -> Group:
    return replace(group(desired=desired, at=workers(*range(desired))), schedule=text)


def test_in_a_window_a_group_has_its_minimum_and_after_it_the_cool_down_begins(
    region: Region,
) -> None:
    region.has(scheduled())
    assert region.passes(60) == []
    assert region.passes(LOOK_S) == ["aeolus-test-worker_default has 2"]
    assert region.said[-1] == (
        "group default: 2 workers: 0 tasks, 8 at a time on each worker: 2 needed by its schedule, "
        "2 more than there are"
    )
    region.has(scheduled(desired=2))
    assert region.passes(590 + 290) == []
    assert region.passes(LOOK_S) == ["i-0 leaves", "i-1 leaves"]


def test_a_hold_keeps_idle_workers_until_its_time(region: Region) -> None:
    region.has(replace(group(desired=3, at=workers(1, 2, 3)), hold="2 2026-06-01T10:20:00+02:00"))
    assert region.passes(300) == []
    assert region.passes(LOOK_S) == ["i-1 leaves"]
    assert region.passes(21 * 60 - 310 + 290) == []
    assert region.passes(LOOK_S) == ["i-2 leaves", "i-3 leaves"]


def test_load_beyond_a_schedule_and_a_hold_is_followed(region: Region) -> None:
    region.has(replace(scheduled("mon-sun 00:00-00:00 UTC 2"), hold="3 2026-06-02T00:00:00Z"))
    region.tasks = {"default": 33}
    assert region.passes(LOOK_S) == ["aeolus-test-worker_default has 5"]


@pytest.mark.parametrize(
    ("tags", "said"),
    [
        ({"schedule": "always"}, "group default, tag aeolus:schedule: left aside: 'always' is no"),
        ({"schedule": "mon 08:00-09:00 Mars/Olympus 1"}, "'Mars/Olympus' is no time zone"),
        ({"hold": "two hours"}, "group default, tag aeolus:hold: left aside: 'two hours' is no"),
    ],
)
def test_a_tag_that_cannot_be_read_is_told_once_and_the_queues_are_followed(
    region: Region, tags: dict[str, str], said: str
) -> None:
    region.has(group("heavy"), replace(group(), **tags))  # type: ignore[arg-type]
    region.tasks = {"default": 1, "heavy": 1}
    assert len(region.passes(600)) == 2
    assert len([each for each in region.said if said in each]) == 1

"""Groups grow at once and shrink by idle workers; without figures nothing is done."""

from __future__ import annotations

from dataclasses import replace

import pytest
from botocore.exceptions import ClientError

from aeolus_agent.insist import NotYetError
from aeolus_agent.scaling.figures import Figures
from aeolus_agent.scaling.groups import Group
from aeolus_agent.scaling.scaler import plan
from support.scaled_region import LOOK_S, ScaledRegion, group, workers


@pytest.fixture
def region() -> ScaledRegion:
    return ScaledRegion()


def test_from_nobody_a_group_has_what_it_needs_in_one_step(region: ScaledRegion) -> None:
    region.has(group())
    region.tasks = {"default": 20}
    assert region.passes(LOOK_S) == ["aeolus-test-worker_default has 3"]
    assert region.said[-1].startswith("group default: 3 workers: 20 tasks, 8 at a time")
    assert region.passes(600) == []


def test_each_group_follows_its_own_queues(region: ScaledRegion) -> None:
    region.has(group("default"), group("heavy"))
    region.tasks = {"heavy": 1, "nobody's": 99}
    assert region.passes(LOOK_S) == ["aeolus-test-worker_heavy has 1"]


def test_idle_workers_leave_after_the_cool_down_the_oldest_first(region: ScaledRegion) -> None:
    region.has(group(desired=3, at=workers(1, 2, 3)))
    region.tasks = {"default": 8}
    region.busy = frozenset({"ip-2"})
    assert region.passes(300) == []
    assert region.passes(LOOK_S) == ["i-1 leaves", "i-3 leaves"]
    assert region.passes(600) == []


def test_a_busy_worker_stays_however_long_its_task_takes(region: ScaledRegion) -> None:
    region.has(group(desired=2, at=workers(1, 2)))
    region.busy = frozenset({"ip-1"})
    region.tasks = {"default": 1}
    assert region.passes(3600) == ["i-2 leaves"]
    region.busy, region.tasks = frozenset(), {}
    assert region.passes(600) == ["i-1 leaves"]


@pytest.mark.parametrize(
    "error",
    [
        NotYetError("the metastore cannot be reached"),
        ClientError({"Error": {"Code": "Throttling"}}, "DescribeAutoScalingGroups"),
    ],
)
def test_without_figures_nobody_leaves_and_the_cool_down_begins_anew(
    region: ScaledRegion, error: Exception
) -> None:
    region.has(group(desired=1, at=workers(1)))
    assert region.passes(290) == []
    region.fails = error
    assert region.passes(3600) == []
    assert "nobody can tell how many tasks wait" in region.said[-1]
    region.fails = None
    assert region.passes(300) == []
    assert region.passes(LOOK_S) == ["i-1 leaves"]


def test_only_good_looks_are_told(region: ScaledRegion) -> None:
    region.has(group())
    region.passes(30)
    region.mine = False
    region.passes(30)
    region.mine, region.fails = True, NotYetError("it is down")
    region.passes(30)
    assert region.looks == 3


def test_where_another_master_reads_nothing_is_done(region: ScaledRegion) -> None:
    region.has(group())
    region.tasks, region.mine = {"default": 100}, False
    assert region.passes(600) == []
    assert region.said == ["another master scales the workers"]


def test_what_auto_scaling_refuses_is_told_and_tried_again(region: ScaledRegion) -> None:
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


def test_what_does_not_change_is_said_once(region: ScaledRegion) -> None:
    region.has(group())
    region.passes(600)
    assert region.said == ["this master scales the workers"]


def scheduled(text: str = "mon-fri 08:00-08:10 UTC 2", *, desired: int = 0) -> Group:
    return replace(group(desired=desired, at=workers(*range(desired))), schedule=text)


def test_in_a_window_a_group_has_its_minimum_and_after_it_the_cool_down_begins(
    region: ScaledRegion,
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


def test_a_hold_keeps_idle_workers_until_its_time(region: ScaledRegion) -> None:
    region.has(replace(group(desired=3, at=workers(1, 2, 3)), hold="2 2026-06-01T10:20:00+02:00"))
    assert region.passes(300) == []
    assert region.passes(LOOK_S) == ["i-1 leaves"]
    assert region.passes(21 * 60 - 310 + 290) == []
    assert region.passes(LOOK_S) == ["i-2 leaves", "i-3 leaves"]


def test_load_beyond_a_schedule_and_a_hold_is_followed(region: ScaledRegion) -> None:
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
    region: ScaledRegion, tags: dict[str, str], said: str
) -> None:
    region.has(group("heavy"), replace(group(), **tags))  # type: ignore[arg-type]
    region.tasks = {"default": 1, "heavy": 1}
    assert len(region.passes(600)) == 2
    assert len([each for each in region.said if said in each]) == 1

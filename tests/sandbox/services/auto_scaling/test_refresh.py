"""An instance refresh replaces what is old, and never leaves too few that are healthy."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aeolus_sandbox.services.auto_scaling.decide import Admit, Begin, Launch, decide
from aeolus_sandbox.services.auto_scaling.group import Group, Member, State
from aeolus_sandbox.services.auto_scaling.refresh import Refreshing, plan
from support.scaling import WEB, Scaling

STARTED = 1000.0


def group(desired: int, **more: Any) -> Group:
    """Return a group of instances that were there before the refresh."""
    members = tuple(
        Member(f"old-{i}", "ab"[i % 2], State.IN_SERVICE, launched=float(i), in_service=0.0)
        for i in range(desired)
    )
    return Group("web", 0, 100, desired, ("a", "b"), members, **more)


def replaced(of: Group, refreshing: Refreshing) -> Iterator[Group]:
    """Yield the group after each second of its refresh, until it is done."""
    now = STARTED
    for second in range(500):
        now += 1
        made = plan(of, refreshing, now)
        if made.left == 0:
            return
        members = {each.instance_id: each for each in of.members}
        for number, step in enumerate(decide(made.group, now)):
            match step:
                case Launch(zone=zone):
                    name = f"new-{second}-{number}"
                    members[name] = Member(name, zone, State.PENDING, launched=now)
                case Admit(instance_id=name):
                    members[name] = replace(members[name], state=State.IN_SERVICE, in_service=now)
                case Begin(instance_id=name):
                    del members[name]
                case _:
                    pass
        of = replace(of, members=tuple(members.values()))
        yield of
    pytest.fail("it never ends")


@given(
    desired=st.integers(1, 12),
    min_healthy=st.sampled_from([0, 50, 90, 100]),
    max_healthy=st.sampled_from([100, 110, 150, 200]),
    warmup=st.integers(0, 5),
)
def test_all_are_replaced_and_enough_stay_healthy(
    desired: int, min_healthy: int, max_healthy: int, warmup: int
) -> None:
    refreshing = Refreshing(STARTED, min_healthy, max_healthy, warmup)
    least = math.ceil(desired * min_healthy / 100)
    if max_healthy == 100:
        least = min(least, desired - 1)
    most = desired + max(0, math.floor(desired * (max_healthy - 100) / 100), max_healthy > 100)
    moments = list(replaced(group(desired), refreshing))
    for moment in moments:
        serving = [each for each in moment.members if each.state is State.IN_SERVICE]
        assert len(serving) >= least
        assert len(moment.members) <= most
    last = moments[-1]
    assert {each.instance_id[:3] for each in last.members} == {"new"}
    assert len(last.members) == desired


def ordered(of: Group, **more: Any) -> set[str]:
    how = {"min_healthy": 0, **more}
    made = plan(of, Refreshing(STARTED, **how), STARTED).group
    return {each.instance_id for each in made.members if each.order}


def test_what_matches_stays_where_that_is_asked() -> None:
    first, second = group(2).members
    of = replace(group(2), members=(replace(first, outdated=True), second))
    assert ordered(of, skip_matching=True) == {"old-0"}
    assert ordered(of) == {"old-0", "old-1"}


@pytest.mark.parametrize(
    ("kind", "awaited", "next_one"),
    [("ELB", True, set()), ("ELB", False, {"old-1"}), ("EC2", True, {"old-1"})],
)
def test_a_new_one_counts_once_its_load_balancers_have_found_it_healthy(
    kind: str, awaited: bool, next_one: set[str]
) -> None:
    """Pages failed while none of the new ones was served yet and the last old one went."""
    of = group(2, health_check_type=kind)
    new = replace(
        of.members[0],
        instance_id="new",
        launched=STARTED,
        in_service=STARTED,
        target_awaited=awaited,
    )
    assert ordered(replace(of, members=(new, of.members[1])), min_healthy=50) == next_one


@pytest.mark.parametrize(
    ("preference", "leaving", "left"),
    [("Wait", {"old-1"}, 2), ("Ignore", {"old-1"}, 1), ("Refresh", {"old-0", "old-1"}, 2)],
)
def test_the_protected_are_waited_for_ignored_or_replaced(
    preference: str, leaving: set[str], left: int
) -> None:
    first, second = group(2).members
    of = replace(group(2), members=(replace(first, protected=True), second))
    assert ordered(of, protected=preference) == leaving
    assert plan(of, Refreshing(STARTED, protected=preference), STARTED).left == left


class TestOfAGroup:
    def test_it_goes_step_by_step_to_the_new_template(self, region: Scaling) -> None:
        region.create(2)
        region.settle()
        old = set(region.serving())
        region.client("ec2").create_launch_template_version(
            LaunchTemplateName="web", LaunchTemplateData=region.data
        )
        region.now += 10
        region.autoscaling.start_instance_refresh(
            **WEB, Preferences={"MinHealthyPercentage": 50, "InstanceWarmup": 30}
        )
        region.settle()
        assert len(old & set(region.serving())) == 1
        assert self._refresh(region)["Status"] == "InProgress"
        assert self._refresh(region)["PercentageComplete"] < 100
        for _ in range(3):
            region.settle(30)
        assert not old & set(region.serving())
        versions = {each["LaunchTemplate"]["Version"] for each in region.group()["Instances"]}
        assert (versions, len(region.serving())) == ({"2"}, 2)
        found = self._refresh(region)
        assert (found["Status"], found["PercentageComplete"]) == ("Successful", 100)

    def test_it_may_bring_the_template_that_is_to_be(self, region: Scaling) -> None:
        fixed = {"LaunchTemplateName": "web", "Version": "1"}
        region.create(1, LaunchTemplate=fixed)
        region.settle()
        region.client("ec2").create_launch_template_version(
            LaunchTemplateName="web", LaunchTemplateData=region.data
        )
        region.autoscaling.start_instance_refresh(
            **WEB,
            DesiredConfiguration={"LaunchTemplate": {**fixed, "Version": "2"}},
            Preferences={"SkipMatching": True, "InstanceWarmup": 0},
        )
        region.settle()
        [instance] = region.group()["Instances"]
        assert (instance["LifecycleState"], instance["LaunchTemplate"]["Version"]) == (
            "InService",
            "2",
        )
        assert region.group()["LaunchTemplate"]["Version"] == "2"

    def test_there_is_one_at_a_time(self, region: Scaling) -> None:
        region.create(1)
        region.settle(1)
        region.autoscaling.start_instance_refresh(**WEB)
        with pytest.raises(region.autoscaling.exceptions.InstanceRefreshInProgressFault):
            region.autoscaling.start_instance_refresh(**WEB)

    def test_one_that_is_cancelled_replaces_nobody_else(self, region: Scaling) -> None:
        region.create(4)
        region.settle()
        old = set(region.serving())
        region.now += 10
        region.autoscaling.start_instance_refresh(**WEB, Preferences={"InstanceWarmup": 30})
        region.settle()
        assert len(old & set(region.serving())) == 3
        region.autoscaling.cancel_instance_refresh(**WEB)
        for _ in range(3):
            region.settle(30)
        assert self._refresh(region)["Status"] == "Cancelled"
        assert len(old & set(region.serving())) == 3
        with pytest.raises(region.autoscaling.exceptions.ActiveInstanceRefreshNotFoundFault):
            region.autoscaling.cancel_instance_refresh(**WEB)

    def _refresh(self, region: Scaling) -> dict[str, Any]:
        found = region.autoscaling.describe_instance_refreshes(**WEB)["InstanceRefreshes"]
        [refresh] = found
        answer: dict[str, Any] = refresh
        return answer

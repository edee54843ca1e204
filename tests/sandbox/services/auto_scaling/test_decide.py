"""What an Auto Scaling group does next: capacity, zones, health, hooks, protection."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aeolus_sandbox.services.auto_scaling.decide import (
    Admit,
    Begin,
    Hold,
    Launch,
    Step,
    Terminate,
    decide,
)
from aeolus_sandbox.services.auto_scaling.group import (
    Answer,
    Group,
    Hook,
    Member,
    State,
    Transition,
    Wait,
)

NOW = 10_000.0
LAUNCHING = Hook("prepare", Transition.LAUNCHING, heartbeat_timeout=60)
TERMINATING = Hook("drain", Transition.TERMINATING, heartbeat_timeout=60)


def member(name: str, zone: str = "a", state: State = State.IN_SERVICE, **more: Any) -> Member:
    values = {"launched": 0.0, "in_service": 0.0 if state is State.IN_SERVICE else None, **more}
    return Member(name, zone, state, **values)


def group(*members: Member, desired: int | None = None, **more: Any) -> Group:
    wanted = len(members) if desired is None else desired
    values = {"min_size": 0, "max_size": 10, "zones": ("a", "b"), **more}
    return Group("web", desired=wanted, members=members, **values)


def steps(of: Group) -> list[Step]:
    return list(decide(of, NOW))


def gone(of: Group) -> set[str]:
    return {each.instance_id for each in decide(of, NOW) if isinstance(each, Begin)}


class TestCapacity:
    def test_a_group_as_it_should_be_is_left_alone(self) -> None:
        assert steps(group(member("1"), member("2", "b"))) == []

    def test_what_is_missing_is_launched_where_there_is_least(self) -> None:
        launched = [each for each in steps(group(member("1"), desired=4))]
        assert [each.zone for each in launched if isinstance(each, Launch)] == ["b", "a", "b"]

    def test_an_instance_on_its_way_counts(self) -> None:
        waiting = member("1", state=State.PENDING_WAIT, waits=(Wait("prepare", NOW, NOW),))
        assert steps(group(waiting, hooks=(LAUNCHING,))) == []

    def test_one_on_its_way_out_does_not(self) -> None:
        leaving = member("1", state=State.TERMINATING_WAIT, waits=(Wait("drain", NOW, NOW),))
        (launch,) = steps(group(leaving, hooks=(TERMINATING,)))
        assert isinstance(launch, Launch)

    def test_surplus_leaves_the_fullest_zone_oldest_first(self) -> None:
        members = (
            member("young", launched=9.0),
            member("old", launched=1.0),
            member("alone", "b", launched=0.0),
        )
        assert gone(group(*members, desired=2)) == {"old"}

    def test_an_outdated_instance_leaves_before_an_older_one(self) -> None:
        members = (member("old", launched=1.0), member("outdated", launched=9.0, outdated=True))
        assert gone(group(*members, desired=1)) == {"outdated"}

    def test_a_protected_instance_never_leaves_by_scale_in(self) -> None:
        members = (member("busy", protected=True), member("idle"))
        assert gone(group(*members, desired=0)) == {"idle"}

    @pytest.mark.parametrize(("process", "desired"), [("Launch", 2), ("Terminate", 0)])
    def test_a_suspended_process_does_nothing(self, process: str, desired: int) -> None:
        still = group(member("1"), desired=desired, suspended=frozenset({process}))
        assert steps(still) == []


class TestHealth:
    def test_what_is_gone_is_replaced_at_once_in_the_grace_period_too(self) -> None:
        dead = member("1", alive=False, in_service=NOW)
        found = steps(group(dead, grace_period=600))
        assert gone(group(dead, grace_period=600)) == {"1"}
        assert [type(each) for each in found] == [Begin, Launch]

    def test_a_protected_instance_that_is_not_well_is_replaced(self) -> None:
        assert gone(group(member("1", alive=False, protected=True))) == {"1"}

    @pytest.mark.parametrize(("age", "replaced"), [(599.0, set()), (600.0, {"1"})])
    def test_the_grace_period_counts_from_in_service(self, age: float, replaced: set[str]) -> None:
        ill = member("1", in_service=NOW - age, marked_unhealthy=True)
        assert gone(group(ill, grace_period=600)) == replaced

    @pytest.mark.parametrize(("kind", "replaced"), [("EC2", set()), ("ELB", {"1"})])
    def test_a_load_balancer_counts_where_it_is_asked(self, kind: str, replaced: set[str]) -> None:
        assert gone(group(member("1", target_healthy=False), health_check_type=kind)) == replaced

    def test_a_target_that_was_not_checked_yet_is_not_ill(self) -> None:
        assert gone(group(member("1", target_healthy=None), health_check_type="ELB")) == set()

    def test_nothing_ill_is_replaced_while_that_is_suspended(self) -> None:
        ill = member("1", marked_unhealthy=True)
        assert gone(group(ill, suspended=frozenset({"ReplaceUnhealthy"}))) == set()

    @pytest.mark.parametrize(
        "ill", [{"alive": False}, {"impaired": True}, {"target_healthy": False}]
    )
    def test_no_check_counts_while_checks_are_suspended(self, ill: dict[str, Any]) -> None:
        checked = group(member("1", **ill), health_check_type="ELB")
        assert gone(checked) == {"1"}
        assert gone(replace(checked, suspended=frozenset({"HealthCheck"}))) == set()

    def test_who_is_marked_counts_then_too(self) -> None:
        marked = member("1", marked_unhealthy=True)
        assert gone(group(marked, suspended=frozenset({"HealthCheck"}))) == {"1"}

    def test_an_instance_that_boots_is_not_let_in_yet(self) -> None:
        assert steps(group(member("1", state=State.PENDING, booting=True))) == []

    def test_one_in_standby_is_nobodys_business(self) -> None:
        assert steps(group(member("1", state=State.STANDBY, alive=False), desired=0)) == []


class TestHooks:
    def test_without_a_hook_a_new_instance_goes_into_service(self) -> None:
        assert steps(group(member("1", state=State.PENDING))) == [Admit("1")]

    def test_a_launch_is_held_by_its_hooks_alone(self) -> None:
        held = steps(group(member("1", state=State.PENDING), hooks=(LAUNCHING, TERMINATING)))
        assert held == [Hold("1", State.PENDING_WAIT, ("prepare",))]

    @pytest.mark.parametrize(
        ("wait", "result"),
        [
            (Wait("prepare", NOW - 59, NOW - 59), []),
            (Wait("prepare", NOW - 100, NOW - 10), []),
            (Wait("prepare", NOW - 10, NOW - 10, Answer.CONTINUE), [Admit]),
            (Wait("prepare", NOW - 10, NOW - 10, Answer.ABANDON), [Begin]),
            (Wait("prepare", NOW - 60, NOW - 60), [Begin]),
            (Wait("prepare", NOW - 6000, NOW - 1), [Begin]),
            (Wait("deleted", NOW, NOW), [Admit]),
        ],
        ids=["waits", "heartbeat", "continue", "abandon", "late", "longest", "deleted"],
    )
    def test_a_launch_waits_until_it_is_answered_or_late(
        self, wait: Wait, result: list[type]
    ) -> None:
        held = member("1", state=State.PENDING_WAIT, waits=(wait,))
        assert [type(each) for each in steps(group(held, hooks=(LAUNCHING,)))] == result

    def test_what_a_late_hook_takes_for_granted_may_be_to_go_on(self) -> None:
        patient = replace(LAUNCHING, default_result=Answer.CONTINUE)
        held = member("1", state=State.PENDING_WAIT, waits=(Wait("prepare", NOW - 60, NOW - 60),))
        assert steps(group(held, hooks=(patient,))) == [Admit("1")]

    def test_all_hooks_must_let_go(self) -> None:
        other = replace(LAUNCHING, name="other")
        waits = (Wait("prepare", NOW, NOW, Answer.CONTINUE), Wait("other", NOW, NOW))
        held = member("1", state=State.PENDING_WAIT, waits=waits)
        assert steps(group(held, hooks=(LAUNCHING, other))) == []

    def test_a_termination_is_held_until_it_is_answered(self) -> None:
        leaving = member("1", state=State.TERMINATING)
        assert steps(group(leaving, desired=0, hooks=(TERMINATING,))) == [
            Hold("1", State.TERMINATING_WAIT, ("drain",))
        ]
        waiting = replace(leaving, state=State.TERMINATING_WAIT, waits=(Wait("drain", NOW, NOW),))
        assert steps(group(waiting, desired=0, hooks=(TERMINATING,))) == []

    @pytest.mark.parametrize("answer", list(Answer))
    def test_either_answer_ends_a_termination(self, answer: Answer) -> None:
        waits = (Wait("drain", NOW, NOW, answer),)
        leaving = member("1", state=State.TERMINATING_WAIT, waits=waits)
        (end,) = steps(group(leaving, desired=0, hooks=(TERMINATING,)))
        assert isinstance(end, Terminate)

    def test_what_was_ended_outside_the_group_is_held_by_nobody(self) -> None:
        leaving = member("1", state=State.TERMINATING, alive=False)
        (end,) = steps(group(leaving, desired=0, hooks=(TERMINATING,)))
        assert isinstance(end, Terminate)


MEMBERS = st.lists(
    st.builds(
        Member,
        instance_id=st.uuids().map(str),
        zone=st.sampled_from("abc"),
        state=st.sampled_from(State),
        launched=st.floats(0, NOW),
        in_service=st.none() | st.floats(0, NOW),
        alive=st.booleans(),
        protected=st.booleans(),
        marked_unhealthy=st.booleans(),
    ),
    max_size=12,
    unique_by=lambda each: each.instance_id,
).map(tuple)


@given(members=MEMBERS, desired=st.integers(0, 10))
def test_no_step_takes_a_group_past_what_is_desired(
    members: tuple[Member, ...], desired: int
) -> None:
    of = group(*members, desired=desired)
    found = decide(of, NOW)
    launched = sum(isinstance(each, Launch) for each in found)
    counted = sum(each.state.counts for each in members)
    assert counted - len(gone(of)) + launched <= max(desired, counted)
    assert len(gone(of)) == sum(isinstance(each, Begin) for each in found), "nobody leaves twice"


@given(members=MEMBERS, desired=st.integers(0, 10))
def test_a_well_protected_instance_stays(members: tuple[Member, ...], desired: int) -> None:
    of = group(*members, desired=desired)
    safe = {
        each.instance_id
        for each in members
        if each.protected
        and each.alive
        and not each.marked_unhealthy
        # Of a warm pool nobody is in service, from which it could be scaled in.
        and not each.state.pooled
    }
    assert not safe & gone(of)

"""Who leaves a group that is too large."""

from __future__ import annotations

from typing import Any

import pytest

from aeolus_sandbox.services.auto_scaling.group import Group, Member, State
from aeolus_sandbox.services.auto_scaling.termination import leaving

NOW = 10_000.0


def member(name: str, launched: float, zone: str = "a", **more: Any) -> Member:
    return Member(name, zone, State.IN_SERVICE, launched, in_service=launched, **more)


def first(*members: Member, policies: tuple[str, ...]) -> str:
    of = Group("web", 0, 9, 0, ("a", "b"), members, termination_policies=policies)
    [one] = leaving(of, members, 1, NOW)
    return one.instance_id


@pytest.mark.parametrize(
    ("policy", "name"),
    [
        ("Default", "outdated"),
        ("OldestLaunchTemplate", "outdated"),
        ("OldestInstance", "oldest"),
        ("NewestInstance", "newest"),
        ("ClosestToNextInstanceHour", "outdated"),
        ("Unheard", "oldest"),
    ],
)
def test_a_policy_chooses(policy: str, name: str) -> None:
    members = (
        member("oldest", NOW - 4000),
        member("outdated", NOW - 3500, outdated=True),
        member("newest", NOW - 100),
    )
    assert first(*members, policies=(policy,)) == name


def test_what_one_policy_leaves_open_the_next_decides() -> None:
    members = (member("old", 1.0, outdated=True), member("new", 2.0, outdated=True))
    assert first(*members, policies=("OldestLaunchTemplate", "NewestInstance")) == "new"


def test_zones_are_balanced_before_any_policy() -> None:
    members = (member("old", 1.0, "a"), member("new", 2.0, "b"), member("newer", 3.0, "b"))
    assert first(*members, policies=("OldestInstance",)) == "new"


def test_the_fullest_zone_is_of_those_that_may_leave() -> None:
    members = (
        member("kept", 1.0, "a", protected=True),
        member("kept too", 2.0, "a", protected=True),
        member("free", 3.0, "b"),
    )
    assert first(*members, policies=("Default",)) == "free"

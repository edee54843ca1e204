"""A group is balanced over its zones again, and never smaller meanwhile."""

from __future__ import annotations

from dataclasses import replace

import pytest

from aeolus_sandbox.services.auto_scaling.group import Group, Member, State
from aeolus_sandbox.services.auto_scaling.rebalance import balanced
from support.scaling import WEB, Scaling


def group(zones: str, *, desired: int | None = None) -> Group:
    members = tuple(
        Member(str(number), zone, State.IN_SERVICE, launched=0.0, in_service=0.0)
        for number, zone in enumerate(zones)
    )
    return Group("web", 0, 9, len(zones) if desired is None else desired, ("a", "b"), members)


@pytest.mark.parametrize(
    ("zones", "surge"), [("", 0), ("a", 0), ("ab", 0), ("aab", 0), ("aa", 1), ("aaab", 1)]
)
def test_there_is_room_for_one_more_while_zones_differ(zones: str, surge: int) -> None:
    assert balanced(group(zones)).surge == surge


def test_what_is_missing_is_launched_first() -> None:
    assert balanced(group("aa", desired=4)).surge == 0


@pytest.mark.parametrize("process", ["AZRebalance", "Launch", "Terminate"])
def test_nothing_moves_while_that_is_suspended(process: str) -> None:
    assert balanced(replace(group("aa"), suspended=frozenset({process}))).surge == 0


def test_for_the_protected_there_is_no_other_place() -> None:
    of = group("aa")
    kept = tuple(replace(each, protected=True) for each in of.members)
    assert balanced(replace(of, members=kept)).surge == 0


def test_a_new_zone_gets_its_part(region: Scaling) -> None:
    region.create(4, VPCZoneIdentifier=region.subnets[0])
    region.settle()
    region.autoscaling.update_auto_scaling_group(**WEB, VPCZoneIdentifier=",".join(region.subnets))
    for _ in range(6):
        region.engine.reconcile()
        assert len(region.serving()) >= 4
        region.boot()
    region.settle()
    zones = [each["AvailabilityZone"][-1] for each in region.group()["Instances"]]
    assert sorted(zones) == ["a", "a", "b", "b"]

"""Workers with tasks are protected from scale-in, and nothing rests on it."""

from __future__ import annotations

import pytest
from botocore.exceptions import ClientError

from aeolus_agent.insist import NotYetError
from support.scaled_region import LOOK_S, ScaledRegion, group, workers


@pytest.fixture
def region() -> ScaledRegion:
    return ScaledRegion()


def test_who_has_tasks_is_protected_from_scale_in_for_as_long_as_it_has(
    region: ScaledRegion,
) -> None:
    region.has(group(desired=3, at=workers(1, 2, 3)))
    region.busy, region.tasks = frozenset({"ip-1", "ip-3", "ip-99"}), {"default": 24}
    region.passes(LOOK_S)
    assert region.protected() == {"i-1", "i-3"}
    region.busy = frozenset({"ip-3", "ip-2"})
    region.passes(LOOK_S)
    assert region.protected() == {"i-2", "i-3"}


def test_without_figures_who_is_protected_stays_so(region: ScaledRegion) -> None:
    region.has(group(desired=1, at=workers(1)))
    region.busy = frozenset({"ip-1"})
    region.passes(LOOK_S)
    region.busy, region.fails = frozenset(), NotYetError("the metastore cannot be reached")
    region.passes(600)
    assert region.protected() == {"i-1"}


def test_a_group_that_cannot_be_protected_is_scaled_all_the_same(region: ScaledRegion) -> None:
    region.has(group(desired=1, at=workers(1)))
    region.busy, region.tasks = frozenset({"ip-1"}), {"default": 9}
    region.refuses_to_protect = ClientError({"Error": {"Message": "AccessDenied"}}, "Set")
    assert region.passes(LOOK_S) == ["aeolus-test-worker_default has 2"]
    assert "group default, protection: Auto Scaling does not do it" in region.said[-2]

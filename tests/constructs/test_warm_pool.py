"""A group's warm pool: prepared by a hook, used once, and gone without a wait."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from aeolus_constructs.warm_pool import WarmPool
from support.grants import granted
from support.render import Rendered, resources, the
from support.worker_group_parts import render

POOL = WarmPool(min_size=1, max_group_prepared_capacity=2, pool_state="Stopped", boot_seconds=300)


@pytest.fixture(scope="module")
def rendered() -> Rendered:
    return render()


@pytest.fixture(scope="module")
def pooled() -> Rendered:
    return render(warm_pool=POOL)


def hook(rendered: Rendered, name: str) -> dict[str, Any]:
    """Return the lifecycle hook of this name."""
    hooks = resources(rendered, "aws_autoscaling_lifecycle_hook").values()
    found: dict[str, Any]
    [found] = [each for each in hooks if each["name"] == name]
    return found


def test_a_pool_is_filled_by_instances_that_have_worked_for_nobody(pooled: Rendered) -> None:
    assert the(pooled, "aws_autoscaling_group")["warm_pool"] == {
        "pool_state": "Stopped",
        "min_size": 1,
        "max_group_prepared_capacity": 2,
        "instance_reuse_policy": {"reuse_on_scale_in": False},
    }


def test_what_comes_is_held_until_it_is_prepared_from_the_first_instance_on(
    pooled: Rendered,
) -> None:
    """A hook that comes after the group would miss the first, which is stopped while it boots."""
    [first] = the(pooled, "aws_autoscaling_group")["initial_lifecycle_hook"]
    assert first == {
        "name": "prepare",
        "lifecycle_transition": "autoscaling:EC2_INSTANCE_LAUNCHING",
        "heartbeat_timeout": 300,
        "default_result": "CONTINUE",
    }
    later = hook(pooled, "prepare")
    assert {key: later[key] for key in first} == first
    assert later["autoscaling_group_name"] == "aeolus-test-worker_heavy"


def test_how_a_worker_leaves_is_the_same_with_a_pool(rendered: Rendered, pooled: Rendered) -> None:
    assert hook(pooled, "drain") == hook(rendered, "drain")
    assert granted(pooled, "heavy_role") == granted(rendered, "heavy_role")


@pytest.mark.parametrize(("boot", "heartbeat"), [(1, 30), (30, 30), (7200, 7200), (86400, 7200)])
def test_a_hook_waits_for_a_boot_as_long_as_a_hook_can(boot: int, heartbeat: int) -> None:
    assert replace(POOL, boot_seconds=boot).first_hook().heartbeat_timeout == heartbeat


def test_without_a_pool_nothing_holds_what_comes(rendered: Rendered) -> None:
    group = the(rendered, "aws_autoscaling_group")
    assert not {"warm_pool", "initial_lifecycle_hook"} & group.keys()
    assert len(resources(rendered, "aws_autoscaling_lifecycle_hook")) == 1


def test_a_hibernated_group_keeps_nobody_prepared_and_its_hook(pooled: Rendered) -> None:
    """Or the first of the pool that comes when it wakes would be stopped while it boots."""
    asleep = render(warm_pool=POOL, hibernated=True)
    assert "warm_pool" not in the(asleep, "aws_autoscaling_group")
    first = the(asleep, "aws_autoscaling_group")["initial_lifecycle_hook"]
    assert first == the(pooled, "aws_autoscaling_group")["initial_lifecycle_hook"]
    assert hook(asleep, "prepare") == hook(pooled, "prepare")


def test_a_pool_goes_without_waiting_for_those_in_it(rendered: Rendered, pooled: Rendered) -> None:
    """The one that has it no more says so: Terraform reads it there when it takes the pool away."""
    for each in (rendered, pooled):
        assert the(each, "aws_autoscaling_group")["force_delete_warm_pool"] is True

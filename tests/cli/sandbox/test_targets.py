"""How the targets of load balancers are, as status tells it."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any, cast

import pytest
from moto import mock_aws
from rich.console import Console

from aeolus_cli.sandbox.status import print_targets
from aeolus_cli.sandbox.targets import TargetsSeen, targets
from aeolus_sandbox.region import Region
from support.toy_region import ToyRegion


@pytest.fixture
def region() -> Iterator[Any]:
    """Return a region with a target group of one address, and an empty one."""
    with mock_aws():
        toy = ToyRegion()
        vpc = toy.client("ec2").create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
        elbv2 = toy.client("elbv2")
        for name in ("web", "api"):
            elbv2.create_target_group(
                Name=name, Protocol="HTTP", Port=80, VpcId=vpc, TargetType="ip"
            )
        [web] = elbv2.describe_target_groups(Names=["web"])["TargetGroups"]
        elbv2.register_targets(TargetGroupArn=web["TargetGroupArn"], Targets=[{"Id": "10.0.0.4"}])
        yield toy


def test_each_group_tells_how_many_of_its_targets_are_in_which_state(region: Any) -> None:
    api, web = targets(cast(Region, region))
    assert (api.group, api.told) == ("api", "no targets")
    assert (web.group, sum(web.states.values())) == ("web", 1)


def test_states_and_reasons_are_told_in_one_line() -> None:
    seen = TargetsSeen(
        group="web",
        states={"unhealthy": 1, "healthy": 2},
        reasons=("Target.FailedHealthChecks",),
    )
    assert seen.told == "2 healthy, 1 unhealthy (Target.FailedHealthChecks)"


def test_a_group_is_a_line_and_none_is_nothing() -> None:
    text = io.StringIO()
    console = Console(file=text, width=80)
    print_targets([], console)
    assert text.getvalue() == ""
    print_targets([TargetsSeen(group="web", states={"healthy": 2})], console)
    assert text.getvalue().split() == ["targets:", "web", "2", "healthy"]

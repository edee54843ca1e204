"""Elastic Load Balancing: a target is as healthy as its load balancer's nodes find it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from aeolus_sandbox.api import observations
from aeolus_sandbox.api.observations import TargetHealth
from aeolus_sandbox.api.patches import elbv2_target_health
from aeolus_sandbox.api.power import power

Client = Callable[[str], Any]
TARGET = "10.0.0.9"
DRAINING = TargetHealth("draining", "Target.DeregistrationInProgress", "Wait")


@dataclass
class Group:
    """A target group with a target."""

    client: Client
    subnets: list[str]

    def __post_init__(self) -> None:
        """Make it, for a load balancer that does not use it yet."""
        self.elbv2 = self.client("elbv2")
        [balancer] = self.elbv2.create_load_balancer(Name="web", Subnets=self.subnets)[
            "LoadBalancers"
        ]
        self.balancer = balancer["LoadBalancerArn"]
        [group] = self.elbv2.create_target_group(
            Name="pages", Protocol="HTTP", Port=80, VpcId=balancer["VpcId"], TargetType="ip"
        )["TargetGroups"]
        self.arn = group["TargetGroupArn"]
        self.elbv2.register_targets(TargetGroupArn=self.arn, Targets=[{"Id": TARGET}])

    def use(self) -> None:
        """Let a listener use it."""
        self.elbv2.create_listener(
            LoadBalancerArn=self.balancer,
            Protocol="HTTP",
            Port=80,
            DefaultActions=[{"Type": "forward", "TargetGroupArn": self.arn}],
        )

    def deregister(self) -> None:
        """Deregister the target."""
        self.elbv2.deregister_targets(TargetGroupArn=self.arn, Targets=[{"Id": TARGET}])

    def see(self, health: TargetHealth) -> None:
        """Let the target be seen so."""
        observations.target_health[self.arn, TARGET, 80] = health

    def told(self, **asked: Any) -> list[tuple[str, str, str | None]]:
        """Return id, state and reason of its targets."""
        answer = self.elbv2.describe_target_health(TargetGroupArn=self.arn, **asked)
        return [
            (one["Target"]["Id"], one["TargetHealth"]["State"], one["TargetHealth"].get("Reason"))
            for one in answer["TargetHealthDescriptions"]
        ]


@pytest.fixture
def group(client: Client, subnets: list[str]) -> Group:
    """Return a target group."""
    return Group(client, subnets)


@pytest.fixture
def nodes(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let nodes run."""
    monkeypatch.setattr(power, "present", True)
    with elbv2_target_health.PATCH.applied():
        yield
    observations.forget()


def test_moto_says_that_a_target_is_healthy_that_nobody_checks(group: Group) -> None:
    assert group.told() == [(TARGET, "healthy", None)]


def test_patched_where_no_nodes_run_so_it_is(group: Group) -> None:
    with elbv2_target_health.PATCH.applied():
        assert group.told() == [(TARGET, "healthy", None)]


@pytest.mark.usefixtures("nodes")
def test_patched_a_target_is_not_in_use_until_a_listener_uses_its_group(group: Group) -> None:
    assert group.told() == [(TARGET, "unused", "Target.NotInUse")]


@pytest.mark.usefixtures("nodes")
def test_patched_a_target_is_what_it_was_seen_to_be(group: Group) -> None:
    group.use()
    assert group.told() == [(TARGET, "initial", "Elb.RegistrationInProgress")]
    group.see(TargetHealth("unhealthy", "Target.Timeout", "Request timed out"))
    assert group.told() == [(TARGET, "unhealthy", "Target.Timeout")]


@pytest.mark.usefixtures("nodes")
def test_patched_a_deregistered_target_is_told_of_while_it_is_draining(group: Group) -> None:
    group.use()
    group.deregister()
    assert group.told() == []
    group.see(DRAINING)
    draining = [(TARGET, "draining", "Target.DeregistrationInProgress")]
    assert group.told() == draining
    assert group.told(Targets=[{"Id": TARGET}]) == draining
    group.elbv2.register_targets(TargetGroupArn=group.arn, Targets=[{"Id": TARGET}])
    assert group.told() == [(TARGET, "initial", "Elb.RegistrationInProgress")]

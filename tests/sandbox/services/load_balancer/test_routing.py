"""Which targets of a group a node leads requests to."""

from __future__ import annotations

from dataclasses import replace

from aeolus_sandbox.services.load_balancer.balancer import Balancer, Place, Target, TargetGroup
from aeolus_sandbox.services.load_balancer.health import Judgement
from aeolus_sandbox.services.load_balancer.routing import reachable, routable

A, B = (Target(f"i-{zone}", 80, f"10.0.{number}.4", zone) for number, zone in enumerate("ab"))
GROUP = TargetGroup("targetgroup/pages/1", "HTTP", [A, B])
BALANCER = Balancer(
    arn="loadbalancer/app/web/1",
    host="web.test",
    kind="application",
    public=True,
    places=[Place("subnet-a", "a"), Place("subnet-b", "b")],
    security_groups=["sg-1"],
)
HEALTHY, UNHEALTHY = Judgement("healthy"), Judgement("unhealthy")


def led_to(balancer: Balancer = BALANCER, **judged: Judgement) -> list[Target]:
    """Return where a node in zone a leads requests, given what it holds of `a` and of `b`."""
    known = {GROUP.key(target): judged[target.zone] for target in (A, B) if target.zone in judged}
    return routable(balancer, GROUP, "a", known)


def test_healthy_targets_alone_are_asked_if_there_is_one() -> None:
    assert led_to(a=HEALTHY, b=UNHEALTHY) == [A]
    assert led_to(b=HEALTHY) == [B]
    assert led_to(a=HEALTHY, b=HEALTHY) == [A, B]


def test_all_that_are_unhealthy_are_asked_when_none_is_healthy() -> None:
    assert led_to(a=UNHEALTHY, b=UNHEALTHY) == [A, B]


def test_one_that_has_not_been_judged_is_not_asked() -> None:
    assert led_to() == []
    assert led_to(a=UNHEALTHY) == [A]


def test_a_network_one_keeps_to_its_zone_unless_it_may_cross() -> None:
    network = replace(BALANCER, kind="network")
    assert led_to(network, a=HEALTHY, b=HEALTHY) == [A]
    crossing = replace(network, attributes={"load_balancing.cross_zone.enabled": "true"})
    assert led_to(crossing, a=HEALTHY, b=HEALTHY) == [A, B]


def test_targets_that_do_not_run_or_stand_in_other_zones_are_not_reached() -> None:
    stopped, elsewhere = replace(A, address=""), replace(A, zone="c")
    anywhere = Target("192.0.2.7", 80, "192.0.2.7")
    group = replace(GROUP, targets=[stopped, elsewhere, anywhere, B])
    assert reachable(BALANCER, group) == [anywhere, B]

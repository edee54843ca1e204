"""Targets are checked from where the nodes stand, and served by their health."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from http.client import RemoteDisconnected
from typing import Any

import pytest

from sandbox.services.load_balancer.conftest import HEALTHY, Place, forward
from support.machines import needs_machines, until

pytestmark = [pytest.mark.sandbox, needs_machines]

FAILING = ("unhealthy", "Target.ResponseCodeMismatch")


@pytest.fixture(scope="module")
def group(place: Place, targets: list[str]) -> str:
    """Return a target group with both targets."""
    return place.group("pages", *targets, Matcher={"HttpCode": "200-299"})


@pytest.fixture(scope="module")
def balancer(place: Place, targets: list[str], group: str) -> Any:
    """Return a load balancer that finds both targets healthy."""
    made = place.balancer("web", forward(group))
    place.await_health(group, dict.fromkeys(targets, HEALTHY))
    return made


@pytest.fixture(autouse=True)
def well(place: Place, targets: list[str], group: str, balancer: Any) -> None:
    """Begin with both targets healthy."""
    for target in targets:
        place.webs[target].status = 200
    place.await_health(group, dict.fromkeys(targets, HEALTHY))


def await_served_by(place: Place, balancer: Any, *targets: str) -> None:
    """Return when these serve what is asked, and no others, however often it is."""

    def all_of_them() -> bool:
        answers = [place.ask(balancer) for _ in range(2 * len(targets) + 2)]
        return {answer.body.split()[0] for answer in answers} == set(targets)

    until(all_of_them, f"{targets} serve")


def test_a_request_reaches_every_healthy_target_and_says_where_it_came_from(
    place: Place, targets: list[str], balancer: Any
) -> None:
    await_served_by(place, balancer, *targets)
    answer = place.ask(balancer, "/a?b=c", headers={"X-Forwarded-For": "192.0.2.1"})
    asked, *lines = answer.body.splitlines()
    assert asked.partition(" ")[2] == "/a?b=c"
    assert {"x-forwarded-proto: http", "x-forwarded-port: 80"} <= set(lines)
    assert re.search("^x-forwarded-for: 192.0.2.1, [0-9.]+$", answer.body, re.MULTILINE)
    trace = "^x-amzn-trace-id: Root=1-[0-9a-f]{8}-[0-9a-f]{24}$"
    assert re.search(trace, answer.body, re.MULTILINE)


def test_a_target_that_fails_its_checks_is_not_asked_until_it_passes_them_again(
    place: Place, targets: list[str], group: str, balancer: Any
) -> None:
    first, second = targets
    await_served_by(place, balancer, first, second)
    place.webs[first].status = 500
    place.await_health(group, {first: FAILING, second: HEALTHY})
    await_served_by(place, balancer, second)
    place.webs[first].status = 299
    place.await_health(group, dict.fromkeys(targets, HEALTHY))
    await_served_by(place, balancer, first, second)


def test_all_are_asked_when_none_is_healthy(
    place: Place, targets: list[str], group: str, balancer: Any
) -> None:
    for target in targets:
        place.webs[target].status = 404
    place.await_health(group, dict.fromkeys(targets, FAILING))
    await_served_by(place, balancer, *targets)


def test_a_deregistered_target_ends_what_it_has_begun_and_is_asked_nothing_more(
    place: Place, targets: list[str], group: str, balancer: Any
) -> None:
    elbv2, (first, second) = place.client("elbv2"), targets
    elbv2.deregister_targets(TargetGroupArn=group, Targets=[{"Id": second}])
    await_served_by(place, balancer, first)
    elbv2.register_targets(TargetGroupArn=group, Targets=[{"Id": second}])
    elbv2.deregister_targets(TargetGroupArn=group, Targets=[{"Id": first}])
    await_served_by(place, balancer, second)
    web = place.webs[second]
    with ThreadPoolExecutor() as beside:
        answer = beside.submit(place.ask, balancer, "/held")
        assert web.held.wait(10)
        elbv2.register_targets(TargetGroupArn=group, Targets=[{"Id": first}])
        elbv2.deregister_targets(TargetGroupArn=group, Targets=[{"Id": second}])
        draining = ("draining", "Target.DeregistrationInProgress")
        place.await_health(group, {first: HEALTHY, second: draining})
        await_served_by(place, balancer, first)
        assert place.health(group)[second] == draining
        web.go_on.set()
        assert answer.result().body.startswith(second)
    place.await_health(group, {first: HEALTHY})
    elbv2.register_targets(TargetGroupArn=group, Targets=[{"Id": second}])


def test_what_a_draining_target_has_is_closed_when_its_time_is_over(
    place: Place, targets: list[str], group: str, balancer: Any
) -> None:
    elbv2 = place.client("elbv2")
    elbv2.modify_target_group_attributes(
        TargetGroupArn=group,
        Attributes=[{"Key": "deregistration_delay.timeout_seconds", "Value": "1"}],
    )
    webs = [place.webs[target] for target in targets]
    for web in webs:
        web.held.clear()
        web.go_on.clear()
    with ThreadPoolExecutor() as beside:
        answer = beside.submit(place.ask, balancer, "/held")
        until(lambda: any(web.held.is_set() for web in webs), "one has been asked")
        [held] = [target for target in targets if place.webs[target].held.is_set()]
        elbv2.deregister_targets(TargetGroupArn=group, Targets=[{"Id": held}])
        with pytest.raises(RemoteDisconnected):
            answer.result()
    for web in webs:
        web.go_on.set()
    elbv2.register_targets(TargetGroupArn=group, Targets=[{"Id": held}])


def test_a_target_whose_group_lets_no_check_in_is_unhealthy_and_why_is_told(
    place: Place, group: str, balancer: Any
) -> None:
    elbv2 = place.client("elbv2")
    [listener] = elbv2.describe_listeners(LoadBalancerArn=balancer["LoadBalancerArn"])["Listeners"]
    strangers = place.client("ec2").create_security_group(
        GroupName="strangers", Description="Let nobody in", VpcId=place.vpc
    )["GroupId"]
    with place.target(0, strangers) as closed, place.target(0) as deaf:
        one = place.group("closed", closed)
        other = place.group("deaf", deaf, HealthCheckPort="81")
        for priority, arn in enumerate((one, other), 1):
            elbv2.create_rule(
                ListenerArn=listener["ListenerArn"],
                Priority=priority,
                Conditions=[{"Field": "path-pattern", "Values": [f"/{priority}"]}],
                Actions=[forward(arn)],
            )
        place.await_health(one, {closed: ("unhealthy", "Target.Timeout")})
        place.await_health(other, {deaf: ("unhealthy", "Target.FailedHealthChecks")})

"""What of a load balancer does not run here is said, and the rest of it runs."""

from __future__ import annotations

from dataclasses import replace

from aeolus_sandbox.services.load_balancer import configuration
from aeolus_sandbox.services.load_balancer.answers import NOT_HERE
from aeolus_sandbox.services.load_balancer.balancer import (
    Balancer,
    Forward,
    Listener,
    Place,
    Rule,
    TargetGroup,
)
from aeolus_sandbox.services.load_balancer.unsupported import unsupported

PAGES = TargetGroup("targetgroup/pages/1", "HTTP")
TO_PAGES = Rule([], Forward([(PAGES.arn, 1)]))
BALANCER = Balancer(
    arn="loadbalancer/app/web/1",
    host="web.test",
    kind="application",
    public=True,
    places=[Place("subnet-a", "a")],
    security_groups=["sg-1"],
    listeners=[Listener("HTTP", 80, [TO_PAGES])],
    groups={PAGES.arn: PAGES},
)


def test_of_what_runs_nothing_is_said() -> None:
    assert list(unsupported(BALANCER)) == []


def test_what_would_authenticate_and_what_is_no_server_is_said() -> None:
    to_function = Rule([], Forward([(PAGES.arn, 1), ("targetgroup/function/1", 1)]))
    listener = Listener("HTTP", 80, [Rule([], NOT_HERE), to_function])
    authenticating, function = unsupported(replace(BALANCER, listeners=[listener]))
    assert "501" in authenticating
    assert function.startswith("targetgroup/function/1: ")


def test_a_listener_of_udp_is_left_out_and_the_others_listen() -> None:
    names = replace(
        BALANCER,
        kind="network",
        listeners=[Listener("UDP", 53, [TO_PAGES]), Listener("TCP", 53, [TO_PAGES])],
    )
    [said] = unsupported(names)
    assert said == "port 53: UDP does not run here: take TCP"
    assert configuration.file(names, {}).count("bind :53\n") == 1

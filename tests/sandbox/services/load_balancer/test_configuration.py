"""What a node's HAProxy is configured with, where no request in a test can tell."""

from __future__ import annotations

from dataclasses import replace

import pytest

from aeolus_sandbox.services.load_balancer import configuration
from aeolus_sandbox.services.load_balancer.balancer import (
    Balancer,
    Forward,
    Listener,
    Place,
    Rule,
    Target,
    TargetGroup,
)

GROUP = TargetGroup("targetgroup/pages/1", "HTTP")
TARGET = Target("i-1", 8080, "10.0.0.4")
BALANCER = Balancer(
    arn="loadbalancer/app/web/1",
    host="web.test",
    kind="application",
    public=True,
    places=[Place("subnet-a", "a")],
    security_groups=["sg-1"],
    listeners=[Listener("HTTP", 80, [Rule([], Forward([(GROUP.arn, 1)]))])],
    groups={GROUP.arn: GROUP},
)


def lines(balancer: Balancer, *targets: Target) -> list[str]:
    """Return the lines of the configuration with these targets to lead requests to."""
    return configuration.file(balancer, {GROUP.arn: targets}).splitlines()


def grouped(**more: object) -> Balancer:
    """Return a load balancer whose target group is otherwise."""
    return replace(BALANCER, groups={GROUP.arn: replace(GROUP, **more)})  # type: ignore[arg-type]


def test_a_target_that_does_not_answer_is_a_bad_gateway_and_none_at_all_is_no_service() -> None:
    wrong = "errorfile 503 /etc/haproxy/502.http"
    assert wrong in lines(BALANCER, TARGET)
    assert wrong not in lines(BALANCER)


@pytest.mark.parametrize(
    ("attributes", "idle"),
    [({}, "60"), ({"idle_timeout.timeout_seconds": "4000"}, "4000")],
)
def test_idle_connections_end_when_the_attribute_says(
    attributes: dict[str, str], idle: str
) -> None:
    found = lines(replace(BALANCER, attributes=attributes))
    for kind in ("client", "server", "tunnel"):
        assert f"timeout {kind} {idle}s" in found


def test_names_of_headers_are_judged_only_when_asked_for() -> None:
    name = "routing.http.drop_invalid_header_fields.enabled"
    dropping = "http-request del-header '[^-a-zA-Z0-9]' -m reg"
    assert dropping not in lines(BALANCER)
    assert dropping in lines(replace(BALANCER, attributes={name: "true"}))


@pytest.mark.parametrize("mode", ["preserve", "remove"])
def test_where_a_request_came_from_is_told_only_when_it_is_to_be_appended(mode: str) -> None:
    name = "routing.http.xff_header_processing.mode"
    found = lines(replace(BALANCER, attributes={name: mode}))
    assert not any("set-header x-forwarded-for" in line for line in found)
    assert ("http-request del-header x-forwarded-for" in found) == (mode == "remove")


def test_a_client_stays_with_a_target_by_a_cookie() -> None:
    found = lines(grouped(sticky_s=60), TARGET)
    assert "cookie AWSALB insert indirect nocache maxlife 60s" in found
    assert "server i-1:8080 10.0.0.4:8080 cookie i-1:8080" in found


@pytest.mark.parametrize(
    ("protocol", "version", "server"),
    [
        ("HTTPS", "HTTP1", "ssl verify none"),
        ("HTTP", "HTTP2", "proto h2"),
        ("HTTPS", "GRPC", "ssl verify none alpn h2"),
    ],
)
def test_a_target_is_spoken_to_as_its_group_says(protocol: str, version: str, server: str) -> None:
    found = lines(grouped(protocol=protocol, version=version), TARGET)
    assert f"server i-1:8080 10.0.0.4:8080 {server}" in found


def test_certificates_are_listed_the_default_one_first() -> None:
    listener = Listener("HTTPS", 443, [], ["certificate/b", "certificate/a"], "TLSv1.3")
    listed = configuration.certificate_list(listener)
    assert listed == "/etc/haproxy/b.pem\n/etc/haproxy/a.pem\n"
    found = lines(replace(BALANCER, listeners=[listener]))
    own = "bind :443 ssl crt-list /etc/haproxy/443.list ssl-min-ver TLSv1.3"
    assert f"{own} alpn h2,http/1.1" in found
    without = {"routing.http2.enabled": "false"}
    assert own in lines(replace(BALANCER, listeners=[listener], attributes=without))

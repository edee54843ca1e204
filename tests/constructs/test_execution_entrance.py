"""The execution entrance: for tasks in the network, by a name that only they know."""

from __future__ import annotations

from typing import Any

import pytest

from aeolus_constructs.providers import EbsVolume
from aeolus_constructs.security_group import SecurityGroup
from support.entrances import Entrances, entrances
from support.render import DEPLOYMENT, Rendered, render_construct, resources, search, the

GIVEN = "arn:aws:acm:us-east-1:123456789012:certificate/0"
WITHOUT_CERTIFICATE = {"hosted_zone_id": None, "internal": True}


def render(**changes: Any) -> tuple[Rendered, Entrances]:
    """Render with masters behind the entrance, which call it too, and a user that waits for it."""
    built: list[Entrances] = []

    def build(stack: Any) -> None:
        both = entrances(stack, **changes)
        masters, workers = (
            SecurityGroup(
                stack,
                name,
                deployment=DEPLOYMENT,
                vpc_id="vpc-1",
                suffix=name,
                description=name,
            )
            for name in ("masters", "workers")
        )
        both.execution.allow_to(masters)
        both.execution.allow_from(masters)
        both.execution.allow_from(workers)
        EbsVolume(stack, "user", size=1, availability_zone="a", depends_on=both.execution.ready)
        built.append(both)

    return render_construct(build), built[0]


@pytest.fixture(scope="module")
def secure() -> Rendered:
    return render()[0]


@pytest.fixture(scope="module")
def plain() -> Rendered:
    return render(**WITHOUT_CERTIFICATE)[0]


def test_is_internal_even_when_the_web_is_public(secure: Rendered) -> None:
    load_balancer = the(secure, "aws_lb", "execution_load-balancer")
    assert load_balancer["internal"] is True
    assert load_balancer["subnets"] == ["subnet-private-a", "subnet-private-b"]
    assert search("access_logs.[enabled, prefix]", load_balancer) == [True, "execution"]


def test_only_nodes_come_in(secure: Rendered) -> None:
    rules = resources(secure, "aws_vpc_security_group_ingress_rule")
    own = [rule for name, rule in rules.items() if name.startswith("execution_")]
    assert [rule["from_port"] for rule in own] == [443, 443]
    peers = [rule["referenced_security_group_id"] for rule in own]
    assert ["masters" in peers[0], "workers" in peers[1]] == [True, True]
    assert not any("cidr_ipv4" in rule for rule in own)


def test_reaches_masters_on_one_port_and_nothing_else(secure: Rendered) -> None:
    rules = resources(secure, "aws_vpc_security_group_egress_rule")
    own = [rule for name, rule in rules.items() if name.startswith("execution_")]
    assert [rule["from_port"] for rule in own] == [8081]
    assert "masters" in own[0]["referenced_security_group_id"]


def test_nothing_but_the_execution_api_is_there(secure: Rendered) -> None:
    listener = the(secure, "aws_lb_listener", "execution_")
    assert search("default_action[0].fixed_response.status_code", listener) == "404"
    rule = the(secure, "aws_lb_listener_rule", "execution_listener")
    assert search("condition[0].path_pattern.values", rule) == ["/execution/*"]
    assert search("action[0].type", rule) == "forward"


def test_a_dead_master_is_out_before_tasks_give_up(secure: Rendered) -> None:
    check = the(secure, "aws_lb_target_group", "execution_")["health_check"]
    assert check["path"] == "/execution/health"
    # Tasks heartbeat every 5 s at the fastest and give up after three failures.
    assert check["interval"] * check["unhealthy_threshold"] < 15
    assert check["timeout"] < check["interval"]


def test_shares_the_web_certificate(secure: Rendered) -> None:
    web, own = (
        the(secure, "aws_lb_listener", f"{entrance}_listener") for entrance in ("web", "execution")
    )
    assert own["certificate_arn"] == web["certificate_arn"]
    assert own["ssl_policy"] == web["ssl_policy"]
    (certificate,) = resources(secure, "aws_acm_certificate").values()
    zone = the(secure, "aws_route53_zone")
    assert zone["name"] in certificate["subject_alternative_names"]


@pytest.mark.parametrize(
    ("changes", "host", "url"),
    [
        (
            {},
            "execution-airflow.example.com",
            "https://execution-airflow.example.com/execution/",
        ),
        (
            {"certificate_arn": GIVEN, "hosted_zone_id": None},
            "execution-airflow.example.com",
            "https://execution-airflow.example.com/execution/",
        ),
        (
            WITHOUT_CERTIFICATE,
            "execution.test.aeolus.internal",
            "http://execution.test.aeolus.internal/execution/",
        ),
        (
            {**WITHOUT_CERTIFICATE, "domain": None},
            "execution.test.aeolus.internal",
            "http://execution.test.aeolus.internal/execution/",
        ),
    ],
)
def test_name(changes: dict[str, Any], host: str, url: str) -> None:
    rendered, built = render(**changes)
    assert the(rendered, "aws_route53_zone")["name"] == host
    assert the(rendered, "aws_route53_record", "execution_load-balancer_alias")["name"] == host
    assert built.execution.url == url


def test_the_zone_is_private_to_the_network(secure: Rendered) -> None:
    zone = the(secure, "aws_route53_zone")
    assert search("vpc[].vpc_id", zone) == ["vpc-1"]
    record = the(secure, "aws_route53_record", "execution_load-balancer_alias")
    assert "execution_zone" in record["zone_id"]


def test_without_a_certificate_it_is_http(plain: Rendered) -> None:
    listener = the(plain, "aws_lb_listener", "execution_")
    assert [listener["port"], listener["protocol"]] == [80, "HTTP"]
    rules = resources(plain, "aws_vpc_security_group_ingress_rule")
    own = [rule for name, rule in rules.items() if name.startswith("execution_")]
    assert [rule["from_port"] for rule in own] == [80, 80]


@pytest.mark.parametrize("type_", ["aws_lb_listener", "aws_lb_listener_rule", "aws_route53_record"])
def test_users_wait_for_port_rule_and_name(secure: Rendered, type_: str) -> None:
    waits = the(secure, "aws_ebs_volume")["depends_on"]
    assert any(each.startswith(f"{type_}.execution_") for each in waits)


def test_users_do_not_wait_for_the_ways_of_others(secure: Rendered) -> None:
    """Of a hundred worker groups each would wait for a hundred."""
    waits = the(secure, "aws_ebs_volume")["depends_on"]
    assert not [each for each in waits if "_security_group_" in each]

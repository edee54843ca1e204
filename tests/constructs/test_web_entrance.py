"""The web entrance: who comes in, by which way, and what is not to be found there."""

from __future__ import annotations

from typing import Any

import pytest

from aeolus_constructs.deployment import Deployment
from aeolus_constructs.security_group import SecurityGroup
from support.entrances import entrances
from support.render import DEPLOYMENT, Rendered, render_construct, resources, search, the

GIVEN = "arn:aws:acm:us-east-1:123456789012:certificate/0"
LOAD_BALANCER, LISTENER, RULE = "web_load-balancer_", "web_listener_", "web_listener_"


def render(**changes: Any) -> Rendered:
    def build(stack: Any) -> None:
        both = entrances(stack, **changes)
        masters = SecurityGroup(
            stack,
            "masters",
            deployment=DEPLOYMENT,
            vpc_id="vpc-1",
            suffix="masters",
            description="Masters",
        )
        both.web.allow_to(masters)

    return render_construct(build)


@pytest.fixture(scope="module")
def public() -> Rendered:
    return render()


@pytest.fixture(scope="module")
def plain() -> Rendered:
    """Internal, without a name or a certificate."""
    return render(domain=None, hosted_zone_id=None, internal=True)


def ports_open_to(rendered: Rendered, cidr_block: str) -> list[int]:
    rules = resources(rendered, "aws_vpc_security_group_ingress_rule").values()
    return sorted(rule["from_port"] for rule in rules if rule.get("cidr_ipv4") == cidr_block)


def test_public_has_public_addresses(public: Rendered) -> None:
    load_balancer = the(public, "aws_lb", LOAD_BALANCER)
    assert load_balancer["internal"] is False
    assert load_balancer["subnets"] == ["subnet-public-a", "subnet-public-b"]


def test_internal_has_private_addresses(plain: Rendered) -> None:
    load_balancer = the(plain, "aws_lb", LOAD_BALANCER)
    assert load_balancer["internal"] is True
    assert load_balancer["subnets"] == ["subnet-private-a", "subnet-private-b"]


def test_drops_malformed_headers_and_logs_access(public: Rendered) -> None:
    load_balancer = the(public, "aws_lb", LOAD_BALANCER)
    assert load_balancer["drop_invalid_header_fields"] is True
    assert search("access_logs.[enabled, prefix]", load_balancer) == [True, "web"]


def test_waits_for_the_policy_that_lets_it_write_logs(public: Rendered) -> None:
    waits = the(public, "aws_lb", LOAD_BALANCER)["depends_on"]
    assert any(each.startswith("aws_s3_bucket_policy.") for each in waits)


@pytest.mark.parametrize("protected", [True, False])
def test_protection_from_deletion_is_as_told(protected: bool) -> None:
    load_balancer = the(render(deletion_protection=protected), "aws_lb", LOAD_BALANCER)
    assert load_balancer["enable_deletion_protection"] is protected


def test_https_with_a_modern_policy(public: Rendered) -> None:
    listener = the(public, "aws_lb_listener", LISTENER)
    assert [listener["port"], listener["protocol"]] == [443, "HTTPS"]
    assert listener["ssl_policy"] == "ELBSecurityPolicy-TLS13-1-2-2021-06"


def test_http_redirects_to_https(public: Rendered) -> None:
    listener = the(public, "aws_lb_listener", "web_redirect")
    assert [listener["port"], listener["protocol"]] == [80, "HTTP"]
    assert search("default_action[0].redirect", listener) == {
        "protocol": "HTTPS",
        "port": "443",
        "status_code": "HTTP_301",
    }


@pytest.mark.parametrize(
    ("hosted_zone_id", "certificate_arn", "certificates", "aliases"),
    [("Z1", None, 1, 1), ("Z1", GIVEN, 0, 1), (None, GIVEN, 0, 0)],
)
def test_a_given_certificate_comes_before_an_issued_one(
    hosted_zone_id: str | None, certificate_arn: str | None, certificates: int, aliases: int
) -> None:
    rendered = render(hosted_zone_id=hosted_zone_id, certificate_arn=certificate_arn)
    assert len(resources(rendered, "aws_acm_certificate")) == certificates
    used = the(rendered, "aws_lb_listener", LISTENER)["certificate_arn"]
    assert (used == GIVEN) is (certificate_arn is not None)
    records = resources(rendered, "aws_route53_record")
    assert len([name for name in records if "web_load-balancer_alias" in name]) == aliases


def test_without_a_certificate_pages_come_by_http(plain: Rendered) -> None:
    listener = the(plain, "aws_lb_listener", "web_")
    assert [listener["port"], listener["protocol"]] == [80, "HTTP"]
    assert search("default_action[0].type", listener) == "forward"
    assert not {"ssl_policy", "certificate_arn"} & set(listener)


def test_the_domain_is_an_ipv4_alias(public: Rendered) -> None:
    record = the(public, "aws_route53_record", "web_load-balancer_alias")
    assert [record["name"], record["type"]] == ["airflow.example.com", "A"]
    assert record["zone_id"] == "Z0123456789ABCDEFGHIJ"
    assert record["alias"]["name"].endswith(".dns_name}")


def test_only_the_allowed_networks_come_in(public: Rendered, plain: Rendered) -> None:
    rules = resources(public, "aws_vpc_security_group_ingress_rule").values()
    from_networks = {rule["cidr_ipv4"] for rule in rules if "cidr_ipv4" in rule}
    assert from_networks == {"203.0.113.0/24", "198.51.100.0/24"}
    assert ports_open_to(public, "203.0.113.0/24") == [80, 443]
    assert ports_open_to(plain, "203.0.113.0/24") == [80]


def test_reaches_masters_on_two_ports_and_nothing_else(public: Rendered) -> None:
    rules = resources(public, "aws_vpc_security_group_egress_rule")
    own = {name: rule for name, rule in rules.items() if name.startswith("web_")}
    assert sorted(rule["from_port"] for rule in own.values()) == [5555, 8080]
    assert all("masters" in rule["referenced_security_group_id"] for rule in own.values())


@pytest.mark.parametrize(
    ("group", "port", "path"),
    [("api-server", 8080, "/api/v2/version"), ("flower", 5555, "/flower/healthcheck")],
)
def test_each_daemon_has_a_target_group_with_its_own_check(
    public: Rendered, group: str, port: int, path: str
) -> None:
    target_group = the(public, "aws_lb_target_group", f"web_{group}")
    assert [target_group["port"], target_group["protocol"]] == [port, "HTTP"]
    assert target_group["target_type"] == "instance"
    check = target_group["health_check"]
    assert [check["path"], check["matcher"]] == [path, "200"]
    assert check["timeout"] < check["interval"]


def test_a_connection_outlives_its_use_at_the_api_server(public: Rendered) -> None:
    assert the(public, "aws_lb", LOAD_BALANCER)["idle_timeout"] < 120  # [api] worker_timeout


def test_the_execution_api_is_not_found_here(public: Rendered) -> None:
    rule = the(public, "aws_lb_listener_rule", f"{RULE}execution")
    assert search("condition[0].path_pattern.values", rule) == ["/execution*"]
    assert search("action[0].fixed_response.status_code", rule) == "404"


def test_flower_is_found_by_its_own_rules(public: Rendered) -> None:
    forward = the(public, "aws_lb_listener_rule", f"{RULE}flower_")
    assert search("condition[0].path_pattern.values", forward) == ["/flower/*"]
    assert "web_flower_group" in search("action[0].target_group_arn", forward)
    home = the(public, "aws_lb_listener_rule", f"{RULE}flower-home")
    assert search("condition[0].path_pattern.values", home) == ["/flower"]
    assert search("action[0].redirect.path", home) == "/flower/"


def test_what_is_not_found_is_decided_first(public: Rendered) -> None:
    rules = resources(public, "aws_lb_listener_rule")
    order = sorted(
        (rule["priority"], name) for name, rule in rules.items() if name.startswith("web_")
    )
    assert len({priority for priority, _ in order}) == len(order)
    assert order[0][1].startswith(f"{RULE}execution")


@pytest.mark.parametrize("environment", ["p", "an-environment-with-a-name-beyond-all-measure"])
def test_names_fit_and_differ_for_any_environment(environment: str) -> None:
    deployment = Deployment(environment, DEPLOYMENT.account_id, DEPLOYMENT.region)
    rendered = render(deployment=deployment)
    for type_ in ("aws_lb", "aws_lb_target_group"):
        names = [body["name"] for body in resources(rendered, type_).values()]
        assert len(set(names)) == len(names)
        assert all(len(name) <= 32 for name in names)


@pytest.mark.parametrize(
    ("changes", "url"),
    [
        ({}, "https://airflow.example.com"),
        ({"hosted_zone_id": None, "certificate_arn": GIVEN}, "https://airflow.example.com"),
        ({"hosted_zone_id": None, "internal": True}, "http://airflow.example.com"),
    ],
)
def test_url(changes: dict[str, Any], url: str) -> None:
    urls: list[str] = []
    render_construct(lambda stack: urls.append(entrances(stack, **changes).web.url))
    assert urls == [url]

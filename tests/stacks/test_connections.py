"""Who may reach whom: all of it, as docs/architecture.md tells it, and nothing more."""

from __future__ import annotations

import re
from typing import Any

import pytest

from support.environments import environment
from support.render import policy, resources
from support.shipped import render_environment, rendered

PEOPLE = "203.0.113.0/24"
ANYWHERE = "0.0.0.0/0"
WORKERS = {"workers_default", "workers_heavy"}

PROD = {
    (PEOPLE, "web", 80),
    (PEOPLE, "web", 443),
    ("web", "masters", 8080),
    ("web", "masters", 5555),
    ("execution", "masters", 8081),
    ("masters", "execution", 443),
    ("masters", "metastore", 5432),
    ("masters", "broker", 6379),
    ("masters", "masters", 8794),
    ("masters", ANYWHERE, 443),
    *(
        way
        for group in WORKERS
        for way in (
            (group, "execution", 443),
            (group, "metastore", 5432),
            (group, "broker", 6379),
            ("masters", group, 8793),
            (group, ANYWHERE, 443),
        )
    ),
}
DEV = {
    (PEOPLE, "single-node", 80),
    (PEOPLE, "single-node", 443),
    ("single-node", ANYWHERE, 443),
}


def who(rule: dict[str, Any], argument: str) -> str:
    """Return the construct whose group an argument refers to, as `web` or `workers_default`."""
    found = re.fullmatch(
        r"\$\{aws_security_group\.airflow_(.+?)(?:_load-balancer)?_security-group_\w+\.id\}",
        rule[argument],
    )
    assert found, rule
    return found[1]


def ways(name: str, direction: str) -> set[tuple[str, str, int]]:
    """Return from, to and port of an environment's rules of one direction."""
    found = set()
    for rule in resources(rendered(name), f"aws_vpc_security_group_{direction}_rule").values():
        own = who(rule, "security_group_id")
        peer = rule.get("cidr_ipv4") or who(rule, "referenced_security_group_id")
        ends = (peer, own) if direction == "ingress" else (own, peer)
        found.add((*ends, rule["from_port"]))
    return found


@pytest.mark.parametrize(("name", "expected"), [("prod", PROD), ("dev", DEV)])
def test_these_ways_are_open_at_both_ends_and_no_others(
    name: str, expected: set[tuple[str, str, int]]
) -> None:
    assert ways(name, "ingress") == {way for way in expected if way[1] != ANYWHERE}
    assert ways(name, "egress") == {way for way in expected if way[0] != PEOPLE}


def services(statement: dict[str, Any]) -> set[str]:
    """Return the prefixes of a statement's actions."""
    return {action.partition(":")[0] for action in statement["Action"]}


def test_without_a_way_out_each_service_that_a_node_may_call_has_an_endpoint() -> None:
    closed = render_environment(environment(changes={"network.egress": "none"}))
    called = {
        service
        for role in ("airflow_masters_role", "airflow_workers_default_role")
        for id_, body in resources(closed, "aws_iam_role_policy").items()
        if id_.startswith(role)
        for statement in policy(body)
        for service in services(statement)
    }
    endpoints = resources(closed, "aws_vpc_endpoint").values()
    let_through = {service for each in endpoints for service in services(policy(each)[0])}
    assert {"secretsmanager", "s3", "ssm"} <= called <= let_through

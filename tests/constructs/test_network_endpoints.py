"""Endpoints: what nodes reach without a way out, and who may use it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from aeolus_config.model import Egress
from support.networks import (
    WITH_A_WAY_OUT,
    ZONES,
    network,
    table_of_each_subnet,
    target_of,
    zone_of,
)
from support.render import Rendered, policy, resources, the


@pytest.fixture(scope="module")
def rendered() -> Callable[[Egress], Rendered]:
    return network


# Endpoints


def endpoints(rendered: Rendered, type_: str) -> dict[str, dict[str, Any]]:
    """Return service → endpoint, of one endpoint type."""
    return {
        each["service_name"].removeprefix("com.amazonaws.us-east-1."): each
        for each in resources(rendered, "aws_vpc_endpoint").values()
        if each["vpc_endpoint_type"] == type_
    }


@pytest.mark.parametrize("egress", Egress, ids=str)
def test_s3_and_dynamodb_are_reached_from_every_node_subnet(
    rendered: Callable[[Egress], Rendered], egress: Egress
) -> None:
    network = rendered(egress)
    tier = "public" if egress is Egress.PUBLIC_IP else "private"
    tables = set(table_of_each_subnet(network, tier).values())
    gateways = endpoints(network, "Gateway")
    assert sorted(gateways) == ["dynamodb", "s3"]
    for each in gateways.values():
        assert {target_of(table) for table in each["route_table_ids"]} == tables


@pytest.mark.parametrize("egress", WITH_A_WAY_OUT, ids=str)
def test_interface_endpoints_are_not_paid_for_beside_another_way_out(
    rendered: Callable[[Egress], Rendered], egress: Egress
) -> None:
    assert not endpoints(rendered(egress), "Interface")


def test_without_a_way_out_each_service_has_an_endpoint_in_every_zone(
    rendered: Callable[[Egress], Rendered],
) -> None:
    interfaces = endpoints(rendered(Egress.NONE), "Interface")
    assert sorted(interfaces) == ["monitoring", "secretsmanager"]
    for each in interfaces.values():
        assert each["private_dns_enabled"] is True
        assert [zone_of(subnet) for subnet in each["subnet_ids"]] == ZONES


@pytest.mark.parametrize(
    ("service", "actions"),
    [
        ("s3", "s3:*"),
        ("dynamodb", "dynamodb:*"),
        ("secretsmanager", "secretsmanager:*"),
        ("monitoring", "cloudwatch:*"),
    ],
)
def test_endpoints_let_through_only_this_account(
    rendered: Callable[[Egress], Rendered], service: str, actions: str
) -> None:
    network = rendered(Egress.NONE)
    every = {**endpoints(network, "Gateway"), **endpoints(network, "Interface")}
    own = policy(every[service])[0]
    assert own["Action"] == [actions]
    assert own["Condition"] == {"StringEquals": {"aws:PrincipalAccount": "123456789012"}}


def test_strangers_only_read_the_releases_of_the_ssm_agent(
    rendered: Callable[[Egress], Rendered],
) -> None:
    network = rendered(Egress.NONE)
    every = {**endpoints(network, "Gateway"), **endpoints(network, "Interface")}
    unconditional = [
        (each["Action"], each["Resource"])
        for endpoint in every.values()
        for each in policy(endpoint)
        if "Condition" not in each
    ]
    assert unconditional == [(["s3:GetObject"], ["arn:aws:s3:::amazon-ssm-us-east-1/*"])]


# Security groups


@pytest.mark.parametrize("egress", WITH_A_WAY_OUT, ids=str)
def test_clients_go_anywhere_by_https_where_there_is_a_way_out(
    rendered: Callable[[Egress], Rendered], egress: Egress
) -> None:
    rule = the(rendered(egress), "aws_vpc_security_group_egress_rule")
    assert rule["cidr_ipv4"] == "0.0.0.0/0"
    assert (rule["from_port"], rule["to_port"], rule["ip_protocol"]) == (443, 443, "tcp")


def test_without_a_way_out_clients_reach_endpoints_and_nothing_else(
    rendered: Callable[[Egress], Rendered],
) -> None:
    network = rendered(Egress.NONE)
    rules = list(resources(network, "aws_vpc_security_group_egress_rule").values())
    assert not any("cidr_ipv4" in rule for rule in rules)
    assert sorted(
        target_of(rule.get("prefix_list_id") or rule["referenced_security_group_id"]).split("_")[1]
        for rule in rules
    ) == ["gateway-endpoints", "gateway-endpoints", "interface-endpoints"]


def test_endpoints_admit_their_clients_by_https_once(
    rendered: Callable[[Egress], Rendered],
) -> None:
    rule = the(rendered(Egress.NONE), "aws_vpc_security_group_ingress_rule")
    assert "client" in rule["referenced_security_group_id"]
    assert rule["from_port"] == 443


@pytest.mark.parametrize("egress", Egress, ids=str)
def test_the_default_security_group_has_no_rule(
    rendered: Callable[[Egress], Rendered], egress: Egress
) -> None:
    group = the(rendered(egress), "aws_default_security_group")
    assert not {"ingress", "egress"} & group.keys()

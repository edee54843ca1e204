"""The network: who can get out and how, and that the loss of a zone takes nobody else's way."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from aeolus_config.model import Egress
from support.networks import ZONES, network, table_of_each_subnet, target_of, zone_of
from support.render import Rendered, policy, resources, the


@pytest.fixture(scope="module")
def rendered() -> Callable[[Egress], Rendered]:
    return network


def default_routes(rendered: Rendered) -> dict[str, str]:
    """Return logical id of the route table → logical id of what its default route leads to."""
    return {
        target_of(route["route_table_id"]): target_of(
            route.get("nat_gateway_id") or route["gateway_id"]
        )
        for route in resources(rendered, "aws_route").values()
        if route["destination_cidr_block"] == "0.0.0.0/0"
    }


# Subnets and ways out


@pytest.mark.parametrize("tier", ["public", "private", "data"])
def test_every_zone_has_a_subnet_of_each_tier(
    rendered: Callable[[Egress], Rendered], tier: str
) -> None:
    subnets = resources(rendered(Egress.NAT_GATEWAY_PER_AZ), "aws_subnet")
    zones = [each["availability_zone"] for name, each in subnets.items() if f"_{tier}_" in name]
    assert sorted(zones) == ZONES


def test_no_subnet_gives_public_addresses_of_itself(
    rendered: Callable[[Egress], Rendered],
) -> None:
    for egress in Egress:
        for subnet in resources(rendered(egress), "aws_subnet").values():
            assert subnet["map_public_ip_on_launch"] is False


def test_a_zone_leaves_through_the_nat_gateway_in_it(
    rendered: Callable[[Egress], Rendered],
) -> None:
    network = rendered(Egress.NAT_GATEWAY_PER_AZ)
    routes = default_routes(network)
    nats = resources(network, "aws_nat_gateway")
    for zone, table in table_of_each_subnet(network, "private").items():
        nat = nats[routes[table]]
        assert zone_of(target_of(nat["subnet_id"])) == zone
        assert "_public_" in target_of(nat["subnet_id"])
    assert len({each["allocation_id"] for each in nats.values()}) == len(ZONES)


def test_one_nat_gateway_serves_all_zones(rendered: Callable[[Egress], Rendered]) -> None:
    network = rendered(Egress.NAT_GATEWAY)
    (nat,) = resources(network, "aws_nat_gateway")
    tables = set(table_of_each_subnet(network, "private").values())
    assert {default_routes(network)[table] for table in tables} == {nat}


@pytest.mark.parametrize("egress", [Egress.NONE, Egress.PUBLIC_IP])
def test_no_nat_gateway_where_none_was_asked_for(
    rendered: Callable[[Egress], Rendered], egress: Egress
) -> None:
    network = rendered(egress)
    assert not resources(network, "aws_nat_gateway")
    assert not resources(network, "aws_eip")
    assert len(default_routes(network)) == 1  # of the public subnets


@pytest.mark.parametrize(
    "egress", [Egress.NAT_GATEWAY_PER_AZ, Egress.NAT_GATEWAY, Egress.NONE], ids=str
)
def test_data_subnets_have_no_route_out(
    rendered: Callable[[Egress], Rendered], egress: Egress
) -> None:
    network = rendered(egress)
    tables = set(table_of_each_subnet(network, "data").values())
    assert len(tables) == 1
    assert not tables & {
        target_of(route["route_table_id"]) for route in resources(network, "aws_route").values()
    }


def test_nodes_with_public_addresses_need_no_other_subnets(
    rendered: Callable[[Egress], Rendered],
) -> None:
    network = rendered(Egress.PUBLIC_IP)
    assert all("_public_" in name for name in resources(network, "aws_subnet"))
    assert set(default_routes(network).values()) == set(resources(network, "aws_internet_gateway"))


# Flow logs


def test_flow_logs_are_encrypted_and_do_not_stay_for_ever(
    rendered: Callable[[Egress], Rendered],
) -> None:
    group = the(rendered(Egress.NAT_GATEWAY), "aws_cloudwatch_log_group")
    assert group["kms_key_id"].startswith("${aws_kms_key.")
    assert group["retention_in_days"] == 30


def test_flow_logs_record_accepted_and_rejected_traffic(
    rendered: Callable[[Egress], Rendered],
) -> None:
    assert the(rendered(Egress.NAT_GATEWAY), "aws_flow_log")["traffic_type"] == "ALL"


def test_the_flow_log_role_cannot_bring_a_deleted_log_group_back(
    rendered: Callable[[Egress], Rendered],
) -> None:
    statements = policy(the(rendered(Egress.NAT_GATEWAY), "aws_iam_role_policy"))
    assert "logs:CreateLogGroup" not in [each for one in statements for each in one["Action"]]
    assert statements[0]["Resource"] == [
        "arn:aws:logs:us-east-1:123456789012:log-group:aeolus-test-flow-logs:*"
    ]


def test_flow_logs_of_another_account_cannot_use_the_role(
    rendered: Callable[[Egress], Rendered],
) -> None:
    role = the(rendered(Egress.NAT_GATEWAY), "aws_iam_role")
    (trust,) = policy(role, "assume_role_policy")
    assert trust["Condition"] == {"StringEquals": {"aws:SourceAccount": "123456789012"}}


# Order


def waits_for(rendered: Rendered) -> set[str]:
    """Return what the resource waits for, directly or by the `depends_on` of what it waits for."""
    everything = {
        f"{type_}.{name}": body
        for type_, named in rendered["resource"].items()
        for name, body in named.items()
    }
    found: set[str] = set()
    pending = list(the(rendered, "aws_ebs_volume")["depends_on"])
    while pending:
        each = pending.pop()
        if each not in found:
            found.add(each)
            pending.extend(everything[each].get("depends_on", []))
    return found


@pytest.mark.parametrize("egress", Egress, ids=str)
@pytest.mark.parametrize(
    "type_", ["aws_route", "aws_route_table_association", "aws_nat_gateway", "aws_vpc_endpoint"]
)
def test_what_is_ready_early_still_waits_for_every_way_out(
    rendered: Callable[[Egress], Rendered], egress: Egress, type_: str
) -> None:
    network = rendered(egress)
    assert {f"{type_}.{name}" for name in resources(network, type_)} <= waits_for(network)


def test_addresses_and_nat_gateways_wait_for_the_internet_gateway(
    rendered: Callable[[Egress], Rendered],
) -> None:
    network = rendered(Egress.NAT_GATEWAY)
    for type_ in ("aws_eip", "aws_nat_gateway"):
        assert "aws_internet_gateway" in the(network, type_)["depends_on"][0]


def test_a_network_that_cannot_be_divided_is_refused() -> None:
    with pytest.raises(ValueError, match=r"10\.0\.0\.0/24 is a /24"):
        network(Egress.NONE, cidr_block="10.0.0.0/24")

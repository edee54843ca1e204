"""The network: who can get out and how, and that the loss of a zone takes nobody else's way."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from aeolus_config.model import Egress
from aeolus_constructs.encryption_key import EncryptionKey
from aeolus_constructs.network import Network
from aeolus_constructs.providers import EbsVolume
from aeolus_constructs.security_group import SecurityGroup
from support.render import DEPLOYMENT, Rendered, policy, render_construct, resources, the

ZONES = ["us-east-1a", "us-east-1b", "us-east-1c"]
SERVICES = ["s3", "secretsmanager", "dynamodb", "monitoring", "secretsmanager"]


def render(egress: Egress, *, cidr_block: str = "10.40.0.0/16") -> Rendered:
    """Render a network with one client that may go out, and a resource that waits for it."""

    def build(stack: Any) -> None:
        network = Network(
            stack,
            "network",
            deployment=DEPLOYMENT,
            encryption_key=EncryptionKey(stack, "key", deployment=DEPLOYMENT),
            availability_zones=ZONES,
            cidr_block=cidr_block,
            egress=egress,
            flow_logs_retention_in_days=30,
        )
        client = SecurityGroup(
            stack,
            "client",
            deployment=DEPLOYMENT,
            vpc_id=network.vpc_id,
            suffix="client",
            description="A client",
        )
        network.allow_out(client, "AWS and packages")
        EbsVolume(stack, "early", size=1, availability_zone=ZONES[0], depends_on=network.ready)
        network.add_endpoints(SERVICES, [client])

    return render_construct(build)


@pytest.fixture(scope="module")
def rendered() -> Callable[[Egress], Rendered]:
    cache: dict[Egress, Rendered] = {}

    def of(egress: Egress) -> Rendered:
        if egress not in cache:
            cache[egress] = render(egress)
        return cache[egress]

    return of


def default_routes(rendered: Rendered) -> dict[str, str]:
    """Return logical id of the route table → logical id of what its default route leads to."""
    return {
        target_of(route["route_table_id"]): target_of(
            route.get("nat_gateway_id") or route["gateway_id"]
        )
        for route in resources(rendered, "aws_route").values()
        if route["destination_cidr_block"] == "0.0.0.0/0"
    }


def target_of(expression: str) -> str:
    """Return the logical id in `${type.logical_id.attribute}`."""
    return expression.split(".")[1]


def zone_of(logical_id: str) -> str:
    return next(zone for zone in ZONES if zone in logical_id)


def table_of_each_subnet(rendered: Rendered, tier: str) -> dict[str, str]:
    """Return zone → route table of the subnets of a tier."""
    return {
        zone_of(name): target_of(each["route_table_id"])
        for name, each in resources(rendered, "aws_route_table_association").items()
        if f"_{tier}_" in name
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


@pytest.mark.parametrize("egress", set(Egress) - {Egress.NONE}, ids=str)
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


@pytest.mark.parametrize("egress", set(Egress) - {Egress.NONE}, ids=str)
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
        render(Egress.NONE, cidr_block="10.0.0.0/24")

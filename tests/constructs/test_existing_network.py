"""A VPC that is already there is used, and left as it is."""

from __future__ import annotations

from typing import Any

import pytest

from aeolus_config.model import Egress, ExistingNetwork, NetworkConfig
from aeolus_constructs.encryption_key import EncryptionKey
from aeolus_constructs.network import AnyNetwork, network_for
from aeolus_constructs.security_group import SecurityGroup
from support.render import DEPLOYMENT, render_construct, the

EXISTING = ExistingNetwork(
    vpc_id="vpc-0123456789abcdef0",
    cidr_block="10.0.0.0/16",
    # Out of order, and with a zone that the environment does not use.
    private_subnet_ids={
        "us-east-1b": "subnet-0000000b",
        "us-east-1a": "subnet-0000000a",
        "us-east-1c": "subnet-0000000c",
    },
    public_subnet_ids={"us-east-1a": "subnet-1000000a", "us-east-1b": "subnet-1000000b"},
)


def network_in(stack: Any, *, egress: Egress = Egress.NONE, **changes: Any) -> AnyNetwork:
    config = NetworkConfig(egress=egress, existing=EXISTING.model_copy(update=changes))
    return network_for(
        stack,
        "network",
        config=config,
        availability_zones=["us-east-1a", "us-east-1b"],
        deployment=DEPLOYMENT,
        encryption_key=EncryptionKey(stack, "key", deployment=DEPLOYMENT),
    )


def built(**arguments: Any) -> AnyNetwork:
    networks: list[AnyNetwork] = []
    render_construct(lambda stack: networks.append(network_in(stack, **arguments)))
    return networks[0]


def test_subnets_come_in_the_order_of_the_zones_in_use() -> None:
    network = built()
    assert network.private_subnet_ids == ("subnet-0000000a", "subnet-0000000b")
    assert network.public_subnet_ids == ("subnet-1000000a", "subnet-1000000b")
    assert network.vpc_id == EXISTING.vpc_id


def test_private_subnets_serve_for_data_where_there_are_no_others() -> None:
    assert built().data_subnet_ids == ("subnet-0000000a", "subnet-0000000b")


def test_data_subnets_are_used_where_they_are_given() -> None:
    network = built(data_subnet_ids={"us-east-1a": "subnet-2000000a"})
    assert network.data_subnet_ids == ("subnet-2000000a",)


@pytest.mark.parametrize(
    ("egress", "subnet_id"),
    [(Egress.NAT_GATEWAY, "subnet-0000000a"), (Egress.PUBLIC_IP, "subnet-1000000a")],
    ids=str,
)
def test_nodes_are_public_only_with_public_addresses(egress: Egress, subnet_id: str) -> None:
    assert built(egress=egress).node_subnet_ids[0] == subnet_id


def test_nothing_is_made_in_it_but_the_rules_of_our_own_groups() -> None:
    def build(stack: Any) -> None:
        network = network_in(stack)
        client = SecurityGroup(
            stack,
            "client",
            deployment=DEPLOYMENT,
            vpc_id=network.vpc_id,
            suffix="client",
            description="A client",
        )
        network.allow_out(client, "AWS")
        network.add_endpoints(["s3", "secretsmanager"], [client])

    rendered = render_construct(build)
    assert set(rendered["resource"]) == {
        "aws_kms_key",
        "aws_kms_alias",
        "aws_security_group",
        "aws_vpc_security_group_egress_rule",
    }
    assert the(rendered, "aws_vpc_security_group_egress_rule")["from_port"] == 443

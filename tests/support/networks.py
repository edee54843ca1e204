"""Networks of every egress, rendered once each."""

from __future__ import annotations

import functools
from typing import Any

from aeolus_config.model import Egress
from aeolus_constructs.encryption_key import EncryptionKey
from aeolus_constructs.network import Network
from aeolus_constructs.providers import EbsVolume
from aeolus_constructs.security_group import SecurityGroup
from support.render import DEPLOYMENT, Rendered, render_construct, resources

WITH_A_WAY_OUT = [egress for egress in Egress if egress is not Egress.NONE]

ZONES = ["us-east-1a", "us-east-1b", "us-east-1c"]
SERVICES = ["s3", "secretsmanager", "dynamodb", "monitoring", "secretsmanager"]


@functools.cache
def network(egress: Egress, *, cidr_block: str = "10.40.0.0/16") -> Rendered:
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

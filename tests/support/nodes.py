"""The parts that a node is made of, for tests of what is made of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from aeolus_constructs.encryption_key import EncryptionKey
from aeolus_constructs.node_role import NodeRole
from aeolus_constructs.public_address import PublicAddress
from aeolus_constructs.security_group import SecurityGroup
from support.render import DEPLOYMENT, Rendered, render_construct, the

AMI_ID = "ami-0a1b2c3d4e5f60712"


@dataclass(frozen=True)
class NodeParts:
    """Key, role and security group of nodes named `aeolus-test-node`."""

    encryption_key: EncryptionKey
    role: NodeRole
    security_group: SecurityGroup


def node_parts(stack: Any) -> NodeParts:
    """Build the parts in `stack`."""
    return NodeParts(
        encryption_key=EncryptionKey(stack, "key", deployment=DEPLOYMENT),
        role=NodeRole(
            stack,
            "role",
            deployment=DEPLOYMENT,
            suffix="node",
            description="A node",
            logs=("node", "worker"),
            policy_arns=("arn:aws:iam::123456789012:policy/read-lake",),
        ),
        security_group=SecurityGroup(
            stack,
            "security-group",
            deployment=DEPLOYMENT,
            vpc_id="vpc-1",
            suffix="node",
            description="A node",
        ),
    )


def public_address(scope: Any, domain: str | None, hosted_zone_id: str | None) -> PublicAddress:
    """Return the address of a node, and its name if it has one."""
    return PublicAddress(
        scope,
        "public",
        deployment=DEPLOYMENT,
        suffix="node",
        domain=domain,
        hosted_zone_id=hosted_zone_id,
    )


def policy_that_proves(domain: str, hosted_zone_id: str) -> tuple[Rendered, str]:
    """Return a stack in which nodes may prove a domain, and the policy by which they may."""

    def build(stack: Any) -> None:
        address = public_address(stack, domain, hosted_zone_id)
        address.grant_dns_challenge(node_parts(stack).role)

    rendered = render_construct(build)
    return rendered, the(rendered, "aws_iam_role_policy", "dns-challenge")["policy"]

"""The parts that a node is made of, for tests of what is made of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from aeolus_constructs.encryption_key import EncryptionKey
from aeolus_constructs.node_role import NodeRole
from aeolus_constructs.node_template import NodeTemplate
from aeolus_constructs.security_group import SecurityGroup
from support.render import DEPLOYMENT

AMI_ID = "ami-0a1b2c3d4e5f60712"


@dataclass(frozen=True)
class NodeParts:
    """A role, a security group and a launch template of two on-demand cores."""

    role: NodeRole
    security_group: SecurityGroup
    template: NodeTemplate


def node_parts(stack: Any, **options: Any) -> NodeParts:
    """Build the parts in `stack`; `options` go to the template."""
    role = NodeRole(
        stack,
        "role",
        deployment=DEPLOYMENT,
        suffix="node",
        description="A node",
        autoscaling_group_name="aeolus-test-node",
        logs=("node", "worker"),
        policy_arns=("arn:aws:iam::123456789012:policy/read-lake",),
    )
    security_group = SecurityGroup(
        stack,
        "security-group",
        deployment=DEPLOYMENT,
        vpc_id="vpc-1",
        suffix="node",
        description="A node",
    )
    settings: dict[str, Any] = {"instance_type": "t4g.small", "volume_size": 16} | options
    template = NodeTemplate(
        stack,
        "template",
        deployment=DEPLOYMENT,
        encryption_key=EncryptionKey(stack, "key", deployment=DEPLOYMENT),
        suffix="node",
        role=role,
        security_group=security_group,
        ami_id=AMI_ID,
        tags={"Name": "aeolus-test-node", "aeolus:role": "worker"},
        **settings,
    )
    return NodeParts(role, security_group, template)

"""What is used without a rule of a security group: by IAM policies, access logs and routes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from aeolus_cost.reading.stack import Resource, Stack

from .boxes import NAT_GATEWAY
from .holders import roles
from .links import INTERNET
from .picture import Node, Shape
from .places import NAT
from .saying import UNKNOWN, text

NAMES = {
    "aws_autoscaling_group": ("autoScalingGroupName/", "name"),
    "aws_db_instance": (":db:", "identifier"),
    "aws_elasticache_replication_group": (":replicationgroup:", "replication_group_id"),
}
"""What stands in an ARN before a resource's name, and the argument that is its name."""


def by_policies(stack: Stack, nodes: Sequence[Node]) -> Iterator[tuple[Node, Node, str]]:
    """Yield which machines and functions may use which node, by the policies of their roles."""
    known = {node.key: node for node in nodes}
    for policy in stack.of_type("aws_iam_role_policy"):
        holding = {each.address for each in stack.linked(policy, "role", "aws_iam_role")}
        users = [node for node in nodes if holding & roles(node, stack)]
        named = {*policy.references.get("policy", ()), *_spelled_out(policy, stack)}
        for node in (known[address] for address in known if address in named):
            yield from ((user, node, "") for user in users)


def _spelled_out(policy: Resource, stack: Stack) -> Iterator[str]:
    """Yield the addresses of resources whose ARN a policy writes itself, by their names."""
    document = str(policy.values.arguments.get("policy", ""))
    for type_, (before, argument) in NAMES.items():
        for each in stack.of_type(type_):
            name = text(each.values, argument)
            if name not in ("", UNKNOWN) and f'{before}{name}"' in document:
                yield each.address


def by_logs(stack: Stack, nodes: Sequence[Node]) -> Iterator[tuple[Node, Node, str]]:
    """Yield which load balancer writes its access logs to which bucket."""
    known = {node.key: node for node in nodes}
    for each in stack.of_type("aws_lb"):
        for bucket in stack.linked(each, "access_logs", "aws_s3_bucket"):
            yield known[each.address], known[bucket.address], "logs"


def by_routes(nodes: Sequence[Node]) -> Iterator[tuple[Node, Node, str]]:
    """Yield the way out: what runs behind NAT, to NAT, to the internet."""
    gateway = next((node for node in nodes if node.key == NAT_GATEWAY), None)
    if gateway is None:
        return
    for node in nodes:
        if node.place == NAT and node.shape in (Shape.MACHINES, Shape.FUNCTION):
            yield node, gateway, ""
    yield gateway, INTERNET, ""

"""What belongs to a node: its resource, the launch templates of it, the roles it runs as."""

from __future__ import annotations

from aeolus_cost.reading.stack import Resource, Stack

from .picture import Node

TEMPLATE = "aws_launch_template"
POLICY = "mixed_instances_policy"


def templates(group: Resource, stack: Stack) -> tuple[Resource, ...]:
    """Return the launch templates of an Auto Scaling group."""
    return stack.linked(group, "launch_template", TEMPLATE) + stack.linked(group, POLICY, TEMPLATE)


def holders(node: Node, stack: Stack) -> tuple[Resource, ...]:
    """Return the resource of a node, with its launch templates."""
    found = tuple(each for each in stack.resources if each.address == node.key)
    return found + tuple(template for each in found for template in templates(each, stack))


def roles(node: Node, stack: Stack) -> set[str]:
    """Return the addresses of the roles that a node runs as."""
    held = holders(node, stack)
    profiles = [
        profile
        for each in held
        for profile in stack.linked(each, "iam_instance_profile", "aws_iam_instance_profile")
    ]
    found = (stack.linked(each, "role", "aws_iam_role") for each in (*held, *profiles))
    return {role.address for linked in found for role in linked}

"""Who may connect to whom: by the rules of security groups."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from aeolus_cost.reading.stack import Resource, Stack
from aeolus_cost.reading.values import Values

from .holders import holders
from .picture import Edge, Node, Shape
from .saying import UNKNOWN, span, text

RULE = "aws_vpc_security_group_ingress_rule"
GROUP = "aws_security_group"
GROUPS = ("security_groups", "vpc_security_group_ids", "security_group_ids", "network_interfaces")
ANYWHERE = ("0.0.0.0/0", "::/0")
INTERNET = Node("internet", Shape.OUTSIDE, ("Internet",))


def by_security_groups(stack: Stack, nodes: Sequence[Node]) -> Iterator[tuple[Node, Node, str]]:
    """Yield who may connect to what, with the port: a triple for each rule and pair of nodes.

    Sources outside of the stack are nodes of their own, one for each range of addresses.
    """
    members = _members(stack, nodes)
    for rule in stack.of_type(RULE):
        inside = stack.linked(rule, "referenced_security_group_id", GROUP)
        sources = [node for group in inside for node in members[group.address]]
        for target in _targets(rule, stack, members):
            for source in sources or ([] if inside else [_outside(rule.values)]):
                yield source, target, port(rule.values)


def merged(pairs: Iterable[tuple[Node, Node, str]], *, by_network: bool) -> Iterator[Edge]:
    """Yield one edge for each pair, with all its ports; what talks to its like is left out."""
    labels: dict[tuple[str, str], list[str]] = defaultdict(list)
    for source, target, label in pairs:
        if source.key != target.key:
            labels[source.key, target.key].append(label)
    for (source_key, target_key), found in labels.items():
        label = ", ".join(sorted(set(found) - {""}, key=lambda each: (len(each), each)))
        yield Edge(source_key, target_key, label, by_network)


def port(rule: Values) -> str:
    """Return the ports of a rule; `all` where it names none."""
    least, most = text(rule, "from_port"), text(rule, "to_port")
    return span(least, most) if least and text(rule, "ip_protocol") != "-1" else "all"


def _outside(rule: Values) -> Node:
    addresses = text(rule, "cidr_ipv4") or text(rule, "cidr_ipv6") or text(rule, "prefix_list_id")
    if addresses in ANYWHERE:
        return INTERNET
    return Node(addresses or UNKNOWN, Shape.OUTSIDE, (addresses or UNKNOWN,))


def _targets(rule: Resource, stack: Stack, members: dict[str, list[Node]]) -> Iterator[Node]:
    for group in stack.linked(rule, "security_group_id", GROUP):
        yield from members[group.address]


def _members(stack: Stack, nodes: Sequence[Node]) -> dict[str, list[Node]]:
    """Return the nodes that have a security group, by the group's address."""
    found: dict[str, list[Node]] = defaultdict(list)
    for node in nodes:
        for holder in holders(node, stack):
            for argument in GROUPS:
                for group in stack.linked(holder, argument, GROUP):
                    found[group.address].append(node)
    return found

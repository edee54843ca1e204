"""From a stack to its picture."""

from __future__ import annotations

from collections.abc import Iterable

from aeolus_cost.reading.stack import Stack

from .boxes import boxes
from .crews import at_work, bundled, crews
from .links import by_security_groups, merged
from .picture import Edge, Node, Picture
from .places import places
from .rights import by_logs, by_policies, by_routes


def picture(stack: Stack) -> Picture:
    """Return what stands in the network of `stack`, and who may talk to whom.

    Solid edges are rules of security groups, which alone decide about connections in a VPC
    (Amazon VPC User Guide, "Security groups"); others are policies of roles, and the way to the
    internet. Inline rules of `aws_security_group` are not read: Aeolus has none.
    """
    inside = tuple(boxes(stack))
    by_network = list(by_security_groups(stack, inside))
    by_right = [*by_policies(stack, inside), *by_logs(stack, inside), *by_routes(inside)]
    ends = (node for source, target, _ in (*by_network, *by_right) for node in (source, target))
    nodes = tuple(dict.fromkeys((*_outside(ends, inside), *inside)))
    edges = _once((*merged(by_network, by_network=True), *merged(by_right, by_network=False)))
    where = places(stack, (node.place for node in nodes))
    teams = crews(where, nodes)
    fewer = tuple(bundled(edges, teams))
    return Picture(stack.name, where, at_work(teams, fewer), nodes, fewer)


def _outside(ends: Iterable[Node], inside: tuple[Node, ...]) -> list[Node]:
    return [node for node in ends if node not in inside]


def _once(edges: tuple[Edge, ...]) -> tuple[Edge, ...]:
    """Return the edges without a second one between the same nodes in the same direction."""
    found: dict[tuple[str, str], Edge] = {}
    for edge in edges:
        found.setdefault((edge.source, edge.target), edge)
    return tuple(found.values())

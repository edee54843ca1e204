"""Faults: what befalls a node, or a whole Availability Zone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

from aeolus_sandbox.errors import SandboxError
from aeolus_sandbox.supervisor.node import Named, Node, Ordered
from aeolus_sandbox.supervisor.seen import Fault


class Wires(Protocol):
    """The network, as far as faults need it."""

    def cut(self, owner: str) -> None:
        """Let nothing pass to or from an owner."""
        ...

    def heal(self, owner: str) -> None:
        """Let pass again what may."""
        ...


def aim(nodes: Iterable[Node], fault: Fault, target: str) -> list[Node]:
    """Return the nodes that a fault befalls: all of a zone, or one by its id, address or name.

    Raises SandboxError when there is none, with those that there are, or more than one.
    """
    nodes = list(nodes)
    if fault is Fault.FAIL_AZ:
        found = [node for node in nodes if node.zone == target]
        known = sorted({node.zone for node in nodes})
    else:
        found = [node for node in nodes if target in _names(node)]
        known = sorted(node.id for node in nodes)
    if not found:
        kind = "zone" if fault is Fault.FAIL_AZ else "node"
        listed = ", ".join(known) or "none"
        raise SandboxError(f"there is no {kind} {target!r}; there are: {listed}")
    if len(found) > 1 and fault is not Fault.FAIL_AZ:
        listed = ", ".join(f"{node.id} ({node.address})" for node in found)
        raise SandboxError(f"{target!r} is the name of several nodes, take the id of one: {listed}")
    return found


def _names(node: Node) -> set[str]:
    return {node.id, node.address, node.name if isinstance(node, Named) else node.id}


def befall(nodes: Sequence[Node], fault: Fault, wires: Wires) -> None:
    """Let a fault befall nodes.

    Raises SandboxError when AWS does no such thing with a node, or refuses to now.
    """
    for node in nodes:
        match fault:
            case Fault.CUT:
                wires.cut(node.owner)
            case Fault.HEAL:
                wires.heal(node.owner)
            case Fault.KILL | Fault.FAIL_AZ:
                node.kill()
            case Fault.FREEZE:
                node.freeze()
            case Fault.THAW:
                node.thaw()
            case Fault.REBOOT:
                node.reboot()
            case Fault.STOP | Fault.START | Fault.FAIL_OVER | Fault.INTERRUPT:
                _order(node, fault)


def _order(node: Node, fault: Fault) -> None:
    orders = node.orders if isinstance(node, Ordered) else {}
    if fault not in orders:
        listed = ", ".join(orders) or "none"
        raise SandboxError(f"AWS has no {fault} for {node.kind} {node.id}; there are: {listed}")
    orders[fault]()

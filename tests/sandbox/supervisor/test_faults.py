"""Faults befall whom they are aimed at, and nobody else."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from aeolus_sandbox.errors import SandboxError
from aeolus_sandbox.supervisor.faults import aim, befall
from aeolus_sandbox.supervisor.seen import Fault
from support.toy_nodes import ToyNode, ToyWires

ONE = ToyNode("i-1", "eu-central-1a", "10.0.0.4", "web")
TWO = ToyNode("i-2", "eu-central-1b", "10.0.0.5", "web")
DATABASE = ToyNode("orders", "eu-central-1a", "10.0.0.250", "orders")
ALL = (ONE, TWO, DATABASE)


@pytest.mark.parametrize("target", ["orders", "10.0.0.250"])
def test_one_is_known_by_id_address_or_name(target: str) -> None:
    assert aim(ALL, Fault.KILL, target) == [DATABASE]


def test_a_name_that_several_have_is_refused_with_their_ids() -> None:
    with pytest.raises(SandboxError, match=r"several.*i-1 \(10\.0\.0\.4\), i-2 \(10\.0\.0\.5\)"):
        aim(ALL, Fault.KILL, "web")


def test_an_unknown_one_is_told_with_those_that_there_are() -> None:
    with pytest.raises(SandboxError, match="there is no node 'i-3'; there are: i-1, i-2, orders"):
        aim(ALL, Fault.FREEZE, "i-3")


def test_a_zone_is_all_that_is_in_it_of_every_kind() -> None:
    assert aim(ALL, Fault.FAIL_AZ, "eu-central-1a") == [ONE, DATABASE]


def test_an_unknown_zone_is_told_with_those_that_there_are() -> None:
    with pytest.raises(SandboxError, match="no zone 'a'; there are: eu-central-1a, eu-central-1b"):
        aim(ALL, Fault.FAIL_AZ, "a")


def test_where_nothing_runs_nothing_is_hit() -> None:
    with pytest.raises(SandboxError, match="there are: none"):
        aim((), Fault.KILL, "i-1")


@pytest.mark.parametrize(
    ("fault", "fate"),
    [
        (Fault.KILL, "kill"),
        (Fault.FAIL_AZ, "kill"),
        (Fault.FREEZE, "freeze"),
        (Fault.THAW, "thaw"),
        (Fault.REBOOT, "reboot"),
    ],
)
def test_what_befalls_a_node(fault: Fault, fate: str) -> None:
    node, wires = ToyNode("i-1"), ToyWires()
    befall([node], fault, wires)
    assert (node.fate, wires.fate) == ([fate], [])


@pytest.mark.parametrize("fault", [Fault.CUT, Fault.HEAL])
def test_what_befalls_its_wire(fault: Fault) -> None:
    node, wires = ToyNode("i-1"), ToyWires()
    befall([node], fault, wires)
    assert (node.fate, wires.fate) == ([], [(fault.value, "owner of i-1")])


class OrderedNode(ToyNode):
    """A node that AWS stops when it is asked to."""

    @property
    def orders(self) -> dict[Fault, Callable[[], None]]:
        """Note it."""
        return {Fault.STOP: lambda: self.fate.append("stop")}


def test_what_aws_does_when_it_is_asked_it_is_asked_for() -> None:
    node = OrderedNode("i-1")
    befall([node], Fault.STOP, ToyWires())
    assert node.fate == ["stop"]


def test_what_aws_does_with_no_such_node_is_refused() -> None:
    with pytest.raises(SandboxError, match="no start for instance i-1; there are: stop"):
        befall([OrderedNode("i-1")], Fault.START, ToyWires())
    gateway = ToyNode("nat-1", kind="NAT gateway")
    with pytest.raises(SandboxError, match="no stop for NAT gateway nat-1; there are: none"):
        befall([gateway], Fault.STOP, ToyWires())

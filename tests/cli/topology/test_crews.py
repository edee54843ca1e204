"""What all machines of a place do is drawn once."""

from __future__ import annotations

from aeolus_cli.topology.crews import at_work, bundled, crews
from aeolus_cli.topology.picture import Edge, Node, Place, Shape

PRIVATE = Place("private", "Private subnets")
MACHINES = [Node(name, Shape.MACHINES, (name,), "private") for name in ("a", "b", "c")]
(CREW,) = crews([PRIVATE], [*MACHINES, Node("db", Shape.STORE, ("db",), "private")])


def test_a_crew_is_the_machines_of_a_place() -> None:
    assert CREW.members == ("a", "b", "c")


def test_one_machine_is_no_crew() -> None:
    assert not crews([PRIVATE], MACHINES[:1])


def test_the_same_edge_of_every_member_is_one() -> None:
    edges = [Edge(name, "db", "5432") for name in CREW.members]
    assert list(bundled(edges, [CREW])) == [Edge(CREW.key, "db", "5432")]


def test_an_edge_that_a_member_lacks_stays_with_the_others() -> None:
    edges = [Edge("a", "db", "5432"), Edge("b", "db", "5432")]
    assert list(bundled(edges, [CREW])) == edges


def test_other_ports_or_rights_are_not_the_same() -> None:
    edges = [
        Edge("a", "db", "5432"),
        Edge("b", "db", "5433"),
        Edge("c", "db", "5432", by_network=False),
    ]
    assert list(bundled(edges, [CREW])) == edges


def test_edges_between_members_stay() -> None:
    edges = [Edge("a", "b", "8793"), Edge("c", "b", "8793"), Edge("b", "b", "8793")]
    assert list(bundled(edges, [CREW])) == edges


def test_a_crew_that_does_nothing_together_is_not_drawn() -> None:
    assert not at_work([CREW], [Edge("a", "db", "5432")])
    assert at_work([CREW], [Edge(CREW.key, "db", "5432")]) == (CREW,)

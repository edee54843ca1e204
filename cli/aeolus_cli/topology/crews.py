"""Fewer lines for the same: what all machines of a place do is drawn once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from .picture import Crew, Edge, Node, Place, Shape


def crews(places: Iterable[Place], nodes: Sequence[Node]) -> tuple[Crew, ...]:
    """Return a junction for each place that has several machines."""
    found = (
        Crew(
            f"{place.key}/machines",
            place.key,
            tuple(
                node.key
                for node in nodes
                if node.place == place.key and node.shape is Shape.MACHINES
            ),
        )
        for place in places
    )
    return tuple(crew for crew in found if len(crew.members) > 1)


def at_work(crews: Iterable[Crew], edges: Iterable[Edge]) -> tuple[Crew, ...]:
    """Return the crews that an edge begins at."""
    sources = {edge.source for edge in edges}
    return tuple(crew for crew in crews if crew.key in sources)


def bundled(edges: Iterable[Edge], crews: Iterable[Crew]) -> Iterator[Edge]:
    """Yield `edges`, those that every member of a crew has as a single one of the crew."""
    left = list(edges)
    for crew in crews:
        bundles: dict[tuple[str, str, bool], set[str]] = defaultdict(set)
        for edge in left:
            if edge.source in crew.members and edge.target not in crew.members:
                bundles[edge.target, edge.label, edge.by_network].add(edge.source)
        for (target, label, by_network), sources in bundles.items():
            if len(sources) == len(crew.members):
                one = Edge(crew.key, target, label, by_network)
                same = {Edge(source, target, label, by_network) for source in sources}
                left = [one, *(edge for edge in left if edge not in same)]
    yield from left

"""A picture as Mermaid's text: GitHub and GitLab draw it themselves, so nothing is hosted."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .picture import Edge, Node, Picture, Place, Shape

BRACKETS = {
    Shape.OUTSIDE: ("([", "])"),
    Shape.ENTRANCE: ("{{", "}}"),
    Shape.MACHINES: ("[[", "]]"),
    Shape.STORE: ("[(", ")]"),
    Shape.FUNCTION: ("(", ")"),
}
"""Mermaid's shapes (Mermaid documentation, "Flowcharts - Basic Syntax")."""
LEGEND = (
    "Solid lines are rules of security groups, with their ports; dotted ones are policies of "
    "roles, routes to the internet and access logs."
)
PLAIN = re.compile(r"[^A-Za-z0-9 .,:/×–_-]")


def mermaid(picture: Picture) -> str:
    """Return a flowchart."""
    return "\n".join(_lines(picture)) + "\n"


def block(picture: Picture) -> str:
    """Return the flowchart as a block of Markdown."""
    return f"```mermaid\n{mermaid(picture)}```\n"


def quoted(text: str) -> str:
    """Return `text` as an entity-coded label, so that no name can be taken for syntax or HTML."""
    return PLAIN.sub(lambda found: f"#{ord(found[0])};", text)


def _lines(picture: Picture) -> Iterator[str]:
    yield "flowchart TB"
    ids = {node.key: f"n{number}" for number, node in enumerate(picture.nodes)}
    ids |= {crew.key: f"c{number}" for number, crew in enumerate(picture.crews)}
    yield from (f"  {_node(each, ids)}" for each in picture.nodes if not each.place)
    for number, place in enumerate(picture.places):
        yield f'  subgraph p{number}["{quoted(place.title)}"]'
        yield from (f"    {line}" for line in _inside(picture, place, ids))
        yield "  end"
    stores = {node.key for node in picture.nodes if node.shape is Shape.STORE}
    for edge in picture.edges:
        # What holds data stands a step further: no line then runs behind another's box.
        arrow = _arrow(edge, longer=edge.target in stores)
        yield f"  {ids[edge.source]} {arrow} {ids[edge.target]}"


def _inside(picture: Picture, place: Place, ids: dict[str, str]) -> Iterator[str]:
    yield from (_node(node, ids) for node in picture.nodes if node.place == place.key)
    for crew in picture.crews:
        if crew.place == place.key:
            yield f'{ids[crew.key]}(("each<br/>machine"))'
            yield from (f"{ids[member]} --- {ids[crew.key]}" for member in crew.members)


def _node(node: Node, ids: dict[str, str]) -> str:
    opening, closing = BRACKETS[node.shape]
    return f'{ids[node.key]}{opening}"{_label(node.lines)}"{closing}'


def _arrow(edge: Edge, *, longer: bool) -> str:
    more = int(longer)
    arrow = f"--{'-' * more}>" if edge.by_network else f"-.{'.' * more}->"
    return f'{arrow}|"{quoted(edge.label)}"|' if edge.label else arrow


def _label(lines: tuple[str, ...]) -> str:
    return "<br/>".join(quoted(line) for line in lines if line)

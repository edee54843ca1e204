"""Every argument that the resources of a stack could have, given or not, by the schema."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from support.provider_schema import schemas
from support.render import Rendered


@dataclass(frozen=True)
class Argument:
    """An argument of a resource, or of a block that the resource has."""

    where: str
    """`type.id`, then the blocks on the way."""
    name: str
    value: Any
    """None when it is not given."""
    sensitive: bool
    deprecated: bool


def arguments(rendered: Rendered) -> Iterator[Argument]:
    """Yield the arguments of all resources; those of a block only when the block is there."""
    for type_, named in rendered["resource"].items():
        for id_, body in named.items():
            yield from _block(f"{type_}.{id_}", schemas()["resource"][type_], body)


def _block(where: str, block: Mapping[str, Any], body: Mapping[str, Any]) -> Iterator[Argument]:
    for name, attribute in block.get("attributes", {}).items():
        if attribute.get("optional") or attribute.get("required"):
            yield Argument(
                where,
                name,
                body.get(name),
                sensitive=attribute.get("sensitive", False),
                deprecated=attribute.get("deprecated", False),
            )
    for name, kind in block.get("block_types", {}).items():
        found = body.get(name) or []
        for each in found if isinstance(found, list) else [found]:
            yield from _block(f"{where}.{name}", kind["block"], each)

"""Terraform's JSON syntax lets a block be written in several ways; here they become one.

What is labelled may be an object by label or a list of such objects, which are put together
(Terraform, "JSON Configuration Syntax", nested blocks).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

LABELS = {"resource": 2, "module": 1, "variable": 1}
"""How many labels the blocks have that are read."""


class ShapeError(Exception):
    """Something that Terraform's JSON cannot hold; its text says where."""


def one_shape(configuration: Mapping[str, Any]) -> dict[str, Any]:
    """Return the parts that are read: `resource.TYPE.NAME`, `module.NAME`, `variable.NAME`, locals.

    `provider.NAME` is a list, since there may be several. Raises ShapeError.
    """
    found: dict[str, Any] = {
        kind: _labelled(configuration.get(kind, {}), labels, kind)
        for kind, labels in LABELS.items()
    }
    locals_ = configuration.get("locals", {})
    found["locals"] = {name: value for _, name, value in _entries(locals_, "locals")}
    providers: dict[str, list[Mapping[str, Any]]] = {}
    for where, name, bodies in _entries(configuration.get("provider", {}), "provider"):
        several = bodies if isinstance(bodies, list) else [bodies]
        providers.setdefault(name, []).extend(_object(each, where) for each in several)
    found["provider"] = providers
    return found


def _labelled(value: Any, labels: int, where: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for at, label, inner in _entries(value, where):
        if labels > 1:
            found.setdefault(label, {}).update(_labelled(inner, labels - 1, at))
        else:
            found[label] = _object(inner, at)
    return found


def _entries(value: Any, where: str) -> Iterator[tuple[str, str, Any]]:
    """Yield where each entry stands, its label and what it holds."""
    for each in value if isinstance(value, list) else [value]:
        if not isinstance(each, Mapping):
            raise ShapeError(f"{where} must hold objects")
        yield from ((f"{where}.{label}", label, inner) for label, inner in each.items())


def _object(value: Any, where: str) -> Mapping[str, Any]:
    """Return the body of a block, which may be the only one of a list."""
    body = value[0] if isinstance(value, list) and len(value) == 1 else value
    if not isinstance(body, Mapping):
        raise ShapeError(f"{where} must be an object")
    return body

"""What a plan does not know yet, and who would say it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

VALUE = {"references", "constant_value"}
"""What the configuration holds for an argument, rather than for a block."""


def asked_for(unknown: Any, expressions: Any) -> Any:
    """Return what of `after_unknown` the configuration gives, in the same shape.

    The provider computes the rest, and leaves it to AWS: an argument that nobody gives has its
    default, whether a plan lists it as unknown (`multi_az` of a database) or not. Blocks that are
    not in the configuration were made by `dynamic`, which a plan does not show, and are kept.
    """
    if isinstance(unknown, list):
        return [asked_for(each, expressions) for each in unknown]
    if not isinstance(unknown, Mapping):
        return unknown
    blocks = expressions if isinstance(expressions, list) else [expressions]
    if any(VALUE & block.keys() for block in blocks):
        return unknown
    return {
        name: asked_for(each, _of(blocks, name)) if _of(blocks, name) else each
        for name, each in unknown.items()
        if each is not True or any(name in block for block in blocks)
    }


def _of(blocks: list[Mapping[str, Any]], name: str) -> list[Mapping[str, Any]]:
    """Return what all blocks hold of that name: a set of blocks has no order to match them by."""
    held = [block[name] for block in blocks if name in block]
    return [part for each in held for part in (each if isinstance(each, list) else [each])]

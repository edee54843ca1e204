"""YAML's single values: which there are, what they become, and which nobody should write."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from typing import Any

import yaml

from .yaml_text import MERGE

LEADING_ZERO = re.compile(r"[-+]?0\d[\d_]*")
SURROGATE = re.compile("[\ud800-\udfff]")


def _boolean(text: str) -> bool:
    return {"true": True, "false": False}[text.lower()]


def _finite(text: str) -> float | str:
    """Return a number; one too large for a float stays text, which no key accepts."""
    number = float(text)
    return number if math.isfinite(number) else text


CONVERT: dict[str, Callable[[str], Any]] = {
    "tag:yaml.org,2002:str": str,
    MERGE: str,
    "tag:yaml.org,2002:null": lambda _: None,
    "tag:yaml.org,2002:bool": _boolean,
    "tag:yaml.org,2002:int": int,
    "tag:yaml.org,2002:float": _finite,
}
"""What becomes of a text, by the tag that YAML gives it."""


def complaint(node: yaml.ScalarNode) -> tuple[str, str] | None:
    """Return what is wrong with how a value is written, and the cure; None when it is fine."""
    if SURROGATE.search(node.value):
        return "holds half of a character (\\ud800 to \\udfff)", "write the character itself"
    if node.style is None and LEADING_ZERO.fullmatch(node.value):
        return (
            "a number with a leading zero is octal to some programs",
            f'write "{node.value}" in quotes if it is an id, or drop the zero',
        )
    try:
        CONVERT[node.tag](node.value)
    except (ValueError, KeyError):
        return "cannot be read as its tag says", "remove the tag"
    return None


def written(node: yaml.ScalarNode) -> str:
    """Return a value as it stands in the file."""
    if node.style in ("'", '"'):
        return f'"{node.value}"'
    return node.value or "nothing"

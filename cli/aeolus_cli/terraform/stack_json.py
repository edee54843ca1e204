"""Reading the Terraform JSON of a synthesized stack."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

FILE = "cdk.tf.json"


def read(folder: Path) -> dict[str, Any]:
    """Return the stack that is synthesized in `folder`."""
    stack: dict[str, Any] = json.loads((folder / FILE).read_text())
    return stack


def declared(stack: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Yield type, address and body of each resource in the stack."""
    for type_, named in stack.get("resource", {}).items():
        for name, body in named.items():
            yield type_, f"{type_}.{name}", body


def missing_by_type(
    stack: dict[str, Any], recorded: Collection[str]
) -> dict[str, dict[str, dict[str, Any]]]:
    """Return type → address → body of what the stack declares and `recorded` lacks."""
    missing: dict[str, dict[str, dict[str, Any]]] = {}
    for type_, address, body in declared(stack):
        if address not in recorded:
            missing.setdefault(type_, {})[address] = body
    return missing


def count_by_construct(folder: Path) -> dict[str, int]:
    """Return construct → number of its resources, in the order of the stack.

    A construct is named by the second level of the path that cdktf records with each resource,
    such as `network`; what lies deeper counts with it.
    """
    counts: dict[str, int] = {}
    for _, _, body in declared(read(folder)):
        path = body["//"]["metadata"]["path"].split("/")[2:]
        name = "/".join(path[:2]) if path[0] in {"foundation", "workers"} else path[0]
        counts[name] = counts.get(name, 0) + 1
    return counts

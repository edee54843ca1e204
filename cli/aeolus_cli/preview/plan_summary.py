"""A plan in a few lines: how much of what, and by name what goes or is made anew."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from aeolus_cost.render.markdown import escaped

SHOWN = 20
"""Addresses that are listed of each kind; the rest is counted."""

KINDS = {
    ("create",): "add",
    ("update",): "change",
    ("delete",): "destroy",
    ("delete", "create"): "replace",
    ("create", "delete"): "replace",
    ("forget",): "forget",
}
"""Terraform's actions (JSON output format, "change representation") in its words for people."""

LOSING = ("replace", "destroy")
"""Kinds that are listed unfolded: something is lost."""


def plan_summary(name: str, plan: Mapping[str, Any]) -> str:
    """Return Markdown of a plan's JSON: addresses and actions alone, never a value."""
    return "\n".join(_lines(name, _by_kind(plan))) + "\n"


def _by_kind(plan: Mapping[str, Any]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for change in plan.get("resource_changes", ()):
        kind = KINDS.get(tuple(change["change"]["actions"]))
        if kind:
            found.setdefault(kind, []).append(change["address"])
    return found


def _lines(name: str, found: Mapping[str, list[str]]) -> Iterator[str]:
    counts = Counter({kind: len(addresses) for kind, addresses in found.items()})
    said = ", ".join(f"{counts[kind]} to {kind}" for kind in dict.fromkeys(KINDS.values()))
    total = counts.total()
    yield f"**{escaped(name)}**: {said if total else 'no changes'}"
    yield ""
    for kind in LOSING:
        yield from _listed(kind, found.get(kind, []))
    rest = {kind: addresses for kind, addresses in found.items() if kind not in LOSING}
    if rest:
        yield "<details><summary>everything else</summary>"
        yield ""
        for kind, addresses in rest.items():
            yield from _listed(kind, addresses)
        yield "</details>"


def _listed(kind: str, addresses: list[str]) -> Iterator[str]:
    if not addresses:
        return
    yield f"To {kind}:"
    yield from (f"- `{address.replace('`', '')}`" for address in sorted(addresses)[:SHOWN])
    if len(addresses) > SHOWN:
        yield f"- and {len(addresses) - SHOWN} more"
    yield ""

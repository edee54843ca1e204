"""What invokes the function, and what it says: of all of them only a master's word counts.

Everything else means: have a look. So an event that comes twice, late or in another order than it
happened does no harm.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from aeolus_lease.record import Mark

from .failover import Report


def report(event: Mapping[str, Any]) -> Report | None:
    """Return what a master reports; None for events of AWS, and for what is none of either."""
    node, lapsed = event.get("node"), event.get("lapsed")
    if not isinstance(node, str) or not node:
        return None
    if not isinstance(lapsed, Mapping):
        return Report(node)
    try:
        return Report(node, Mark(int(lapsed["epoch"]), int(lapsed["counter"])))
    except (KeyError, TypeError, ValueError):
        return Report(node)


def source(event: Mapping[str, Any]) -> str:
    """Return what invoked it, for the log."""
    if event.get("node"):
        return f"{event['node']} reports"
    if "alarmArn" in event:
        return f"alarm {event.get('alarmData', {}).get('alarmName', '')}".strip()
    return str(event.get("detail-type") or "nobody known")

"""From a line of the journal to an event of a log."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from .batching import Event

FIELDS = ("MESSAGE", "UNIT", "_SYSTEMD_UNIT", "SYSLOG_IDENTIFIER", "_COMM")
"""What is read of each entry; its cursor and times come by themselves (journalctl(1))."""

NODE = "node"
"""The log of all that is no daemon of Airflow: the kernel, cloud-init, the agent."""

DAEMONS = {
    "airflow-api-server.service": "api-server",
    # The same program behind another entrance: one place to look for what an api-server says.
    "airflow-execution-api.service": "api-server",
    "airflow-scheduler.service": "scheduler",
    "airflow-dag-processor.service": "dag-processor",
    "airflow-triggerer.service": "triggerer",
    "airflow-flower.service": "flower",
    "airflow-worker.service": "worker",
}
"""Units that have a log of their own."""


@dataclass(frozen=True)
class Line:
    """An entry of the journal: where it is, and the event it makes in a log; none without text."""

    cursor: str
    log: str
    event: Event | None


def parse(text: bytes) -> Line:
    """Return a line of `journalctl --output=json`. Raises ValueError for anything else."""
    entry = json.loads(text)
    if not isinstance(entry, dict) or "__CURSOR" not in entry:
        raise ValueError(f"no entry of the journal: {text[:100]!r}")
    # What systemd says about a unit it says in its own name; UNIT is whom it means.
    unit = _text(entry.get("UNIT")) or _text(entry.get("_SYSTEMD_UNIT"))
    log = DAEMONS.get(unit, NODE)
    message = _text(entry.get("MESSAGE"))
    if log == NODE and message:
        who = _speaker(entry)
        message = f"{who}: {message}" if who else message
    at_ms = int(entry["__REALTIME_TIMESTAMP"]) // 1000
    return Line(entry["__CURSOR"], log, Event(at_ms, message) if message.strip() else None)


def _speaker(entry: dict[str, Any]) -> str:
    """Return who says it, as in syslog; of the agent, of which all parts are `python`, which."""
    unit = _text(entry.get("_SYSTEMD_UNIT"))
    if unit.startswith("aeolus-"):
        return unit.removesuffix(".service")
    return _text(entry.get("SYSLOG_IDENTIFIER")) or _text(entry.get("_COMM"))


def _text(value: Any) -> str:
    """Return a field as text: bytes that are no UTF-8 come as numbers, repeated fields as a list.

    systemd.io, "Journal export formats", "Journal JSON format".
    """
    if isinstance(value, list):
        if all(isinstance(each, int) for each in value):
            return bytes(value).decode(errors="replace")
        return "\n".join(_text(each) for each in value)
    # A lone surrogate, which JSON can escape, is in no UTF-8.
    return value.encode(errors="replace").decode() if isinstance(value, str) else ""

"""Which units use which credentials: their files say so themselves."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

_LOADED = re.compile(r"^LoadCredential=[^:\n]+:(?:.*/)?(?P<name>[^/\n]+)$", re.MULTILINE)
_NONE = re.compile(r"^LoadCredential=$", re.MULTILINE)


def credentials_of(unit: str) -> frozenset[str]:
    """Return the names of the credentials that a unit loads; an empty `LoadCredential=` ends those
    before it, as systemd has it.
    """
    *_, counts = _NONE.split(unit)
    return frozenset(found["name"] for found in _LOADED.finditer(counts))


def whole(unit: Path) -> str:
    """Return the text of a unit file and its parts, in the order in which they count."""
    parts = sorted(unit.with_name(f"{unit.name}.d").glob("*.conf"))
    return "\n".join(each.read_text() for each in (unit, *parts))


def outdated(
    started: Mapping[str, float], uses: Mapping[str, frozenset[str]], written: Mapping[str, float]
) -> dict[str, list[str]]:
    """Return the units that run with an older credential than there is now, and which.

    `started` has when each running unit was started, `uses` what it uses, `written` when each
    credential was, all in seconds since the epoch. It is not asked what changed just now: whoever
    was to restart a unit and did not come to it leaves it to the next.
    """
    found = {
        unit: sorted(name for name in uses.get(unit, ()) if written.get(name, 0.0) > since)
        for unit, since in started.items()
    }
    return {unit: names for unit, names in found.items() if names}

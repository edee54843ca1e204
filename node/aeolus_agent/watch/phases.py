"""How far a node has come: what systemd knows of its boot, and what it does not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from aeolus_agent.systemd import Unit

from .report import Phase


@dataclass(frozen=True)
class Progress:
    """The phase that a node is in, when each began, and what it waits for, if it does."""

    phase: Phase
    timeline: dict[Phase, float]
    reason: str = ""


def progress(
    booted: float,
    kept: Mapping[Phase, float],
    credentials: Unit | None,
    migrate: Unit | None,
    volume: Unit | None = None,
) -> Progress:
    """Return how far a node has come.

    `booted` and `kept` are times in seconds since the epoch; a role that does not migrate, or
    has no volume, has no such unit, a node that is not installed yet neither.
    """
    timeline = {Phase.BOOT: booted, **kept}
    steps = [
        (Phase.CREDENTIALS, credentials),
        (Phase.VOLUME, volume),
        (Phase.MIGRATE, migrate),
    ]
    known = [(phase, unit) for phase, unit in steps if unit is not None and unit.loaded]
    for phase, unit in known:
        if unit.began:
            timeline[phase] = unit.began
    if known and all(unit.state == "active" for _, unit in known):
        timeline[Phase.DAEMONS] = max(unit.entered for _, unit in known)
    phase = max(timeline, key=list(Phase).index)
    reason = next((unit.status for at, unit in known if at is phase), "")
    ordered = {each: timeline[each] for each in Phase if each in timeline}
    return Progress(phase, ordered, reason)

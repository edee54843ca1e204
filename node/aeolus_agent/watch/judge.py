"""How a daemon is and what to do about it: data in, a verdict out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from aeolus_agent.systemd import Unit

from .report import DaemonReport
from .seen import Seen

START_S = 180.0
"""For as long a daemon that has been started may be at it: 30 s on a quiet machine of two cores."""
HUNG_S = 60.0
"""Who did its work and has not for as long hangs."""
RETRY_S = 300.0
"""A daemon that systemd has given up is started again this often."""
MOST_RESTARTS, WITHIN_S = 3, 1800.0
"""More often a daemon that hangs is not restarted: that does not help it."""


class Action(StrEnum):
    """What to do about a daemon."""

    NOTHING = "nothing"
    START = "start"
    RESTART = "restart"


@dataclass(frozen=True)
class Record:
    """What is remembered of a daemon; times are seconds since the epoch."""

    report: DaemonReport | None = None
    worked: float = 0.0
    """When it was last seen at work, or nobody could tell."""
    restarts: tuple[float, ...] = ()
    tried: float = 0.0
    """When systemd was last found to have given it up, and when it was then started."""


@dataclass(frozen=True)
class Verdict:
    """How a daemon is, what to do, and what to remember."""

    report: DaemonReport
    action: Action
    record: Record


def judge(
    daemon: str,
    unit: Unit,
    seen: Seen,
    record: Record,
    now: float,
    *,
    stands_by: str | None = None,
    waits_for: str = "",
) -> Verdict:
    """Return how a daemon is, by its unit and by what a probe saw of it.

    `stands_by` is for one whom another part of the agent starts and stops: why it does not run, or
    waits, which is as it should be. Who was stopped by hand stays so. `waits_for` is what one needs
    first that is to be started.
    """
    if unit.state == "active":
        healthy, reason, action, record = _running(unit, seen, record, now)
    elif unit.state == "failed":
        healthy, reason, action, record = _given_up(unit, record, now)
        if stands_by is not None:
            reason, action = f"systemd has given it up ({unit.result})", Action.NOTHING
    elif unit.state in ("inactive", "activating") and stands_by is not None:
        healthy, reason, action = True, stands_by, Action.NOTHING
    else:
        healthy, reason, action = False, _not_running(unit, waits_for), Action.NOTHING
        if unit.state == "inactive" and not unit.began and not unit.queued:
            # What it needed failed before it could begin, so that systemd dropped it.
            action = Action.START
    report = DaemonReport(daemon, unit.state, healthy, now, reason)
    before = record.report
    if before and (before.state, before.healthy) == (report.state, report.healthy):
        report = replace(report, since=before.since)
    elif unit.state == "active" and not before:
        report = replace(report, since=unit.entered or now)
    return Verdict(report, action, replace(record, report=report))


Judged = tuple[bool, str, Action, Record]


def _running(unit: Unit, seen: Seen, record: Record, now: float) -> Judged:
    if seen.works:
        return True, "", Action.NOTHING, replace(record, worked=now)
    if seen.works is None:
        return False, seen.reason, Action.NOTHING, replace(record, worked=now)
    if record.worked < unit.entered:
        waited, limit, reason = now - unit.entered, START_S, f"it starts: {seen.reason}"
    else:
        waited, limit, reason = now - record.worked, HUNG_S, seen.reason
    if waited < limit:
        return False, reason, Action.NOTHING, record
    recent = tuple(at for at in record.restarts if now - at < WITHIN_S)
    if len(recent) >= MOST_RESTARTS:
        often = f"{MOST_RESTARTS} restarts in {WITHIN_S / 60:.0f} min did not help"
        return False, f"it hangs, and {often}: {seen.reason}", Action.NOTHING, record
    reason = f"it hangs, and is restarted: {seen.reason}"
    return False, reason, Action.RESTART, replace(record, restarts=(*recent, now), worked=now)


def _given_up(unit: Unit, record: Record, now: float) -> Judged:
    reason = f"it ended too often ({unit.result}); it is started again every {RETRY_S / 60:.0f} min"
    if record.tried < unit.entered or not record.tried:
        return False, reason, Action.NOTHING, replace(record, tried=now)
    if now - record.tried < RETRY_S:
        return False, reason, Action.NOTHING, record
    return False, reason, Action.START, replace(record, tried=now)


def _not_running(unit: Unit, waits_for: str) -> str:
    if unit.state == "activating" and unit.sub_state == "auto-restart":
        return f"it ended ({unit.result}) and is started again"
    if unit.state == "inactive":
        if unit.queued or not unit.began:
            return waits_for or "it is to be started"
        return "it was stopped"
    return f"it is {unit.state}"

"""The command `status`: how this node is."""

from __future__ import annotations

import time
from collections.abc import Iterator

from aeolus_agent import places
from aeolus_agent.description import NodeDescription
from aeolus_agent.install.roles import CREDENTIALS, MIGRATE, VOLUME
from aeolus_agent.systemd import Systemctl, booted

from .phases import progress
from .report import NodeReport
from .timeline import Timeline

WATCH = "aeolus-watch.service"
_FRESH_S = 30.0


def show() -> int:
    """Print how this node is, for people; return the exit status."""
    print("\n".join(lines(_report())))
    return 0


def show_json() -> int:
    """Print this node's report as JSON; return the exit status."""
    print(_report().dumps())
    return 0


def lines(report: NodeReport) -> Iterator[str]:
    """Yield a report's lines: the node, its daemons, and the seconds of its boot."""
    who = f"{report.role} {report.group}".strip()
    reason = f": {report.reason}" if report.reason else ""
    yield f"{who}: {'healthy' if report.healthy else f'phase {report.phase}{reason}'}"
    for each in report.daemons:
        health = "healthy" if each.healthy else "not healthy"
        yield f"  {each.daemon:14} {each.state:12} {health}{each.reason and f': {each.reason}'}"
    start = min(report.timeline.values(), default=0.0)
    for phase, at in report.timeline.items():
        yield f"  {at - start:6.1f} s  {phase}"


def _report() -> NodeReport:
    """Return what the watch wrote, or how far the boot is where it writes nothing."""
    now = time.time()
    try:
        report = NodeReport.loads(places.HEALTH.read_text())
    except (OSError, ValueError, KeyError, TypeError):
        report = None
    if report is not None and now - report.at <= _FRESH_S:
        return report
    node = NodeDescription.loads(places.NODE.read_text())
    units = Systemctl().units((CREDENTIALS, VOLUME, MIGRATE, WATCH))
    way = progress(
        booted(),
        Timeline(places.TIMELINE).read(),
        units[CREDENTIALS],
        units[MIGRATE],
        units[VOLUME],
    )
    unwatched = f"nobody watches it: {WATCH} is {units[WATCH].state}"
    reason = "; ".join(filter(None, (way.reason, unwatched)))
    return NodeReport(now, node.role, node.group, way.phase, way.timeline, (), reason)

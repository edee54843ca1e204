"""How the daemons of instances are, for people."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console

from aeolus_agent.watch.report import Phase
from aeolus_cli.show import print_rows, span

from .answers import Answer

HEAD = ("node", "role", "daemon", "state", "for", "health")


def print_daemons(seen: Sequence[Answer], now: float, console: Console) -> None:
    """Print each daemon, a line each; of a node that is not up yet how far it is."""
    if seen:
        console.print()
        print_rows([HEAD, *(row for each in seen for row in rows(each, now))], console)


def rows(answer: Answer, now: float) -> list[tuple[str, ...]]:
    """Return the lines of one node, in the columns of `HEAD`."""
    report, node = answer.report, answer.node.id
    if report is None:
        return [(node, "", "", "", "", answer.reason)]
    role = answer.role
    found: list[tuple[str, ...]] = []
    if report.phase is not Phase.READY:
        since = report.timeline.get(report.phase)
        waited = "" if since is None else span(now - since)
        found.append((node, role, "", f"phase {report.phase}", waited, report.reason))
    for each in report.daemons:
        health = "healthy" if each.healthy else "unhealthy"
        told = f"{health}: {each.reason}" if each.reason else health
        found.append((node, role, each.daemon, each.state, span(now - each.since), told))
    return found or [(node, role, "", "", "", "it has no daemons")]

"""How long each instance took, from its boot until all its daemons were healthy, for people."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console

from aeolus_agent.watch.report import Phase
from aeolus_cli.show import print_rows

from .answers import Answer

_LATER = [phase for phase in Phase if phase is not Phase.BOOT]
HEAD = ("node", "role", *_LATER)


def print_timeline(seen: Sequence[Answer], console: Console) -> None:
    """Print when each node came to each phase, in seconds after its boot; nothing for none."""
    found = [row for answer in seen for row in rows(answer)]
    if found:
        console.print("\nseconds after its boot that a node came to:")
        print_rows([HEAD, *found], console)


def rows(answer: Answer) -> list[tuple[str, ...]]:
    """Return the line of one node, in the columns of `HEAD`; none of one that does not tell."""
    report = answer.report
    if report is None or Phase.BOOT not in report.timeline:
        return []
    since = {at: seconds - report.timeline[Phase.BOOT] for at, seconds in report.timeline.items()}
    # Phases that its role has not, or that are not reached, stay empty.
    cells = [f"{since[each]:.1f}" if each in since else "" for each in _LATER]
    return [(answer.node.id, answer.role, *cells)]

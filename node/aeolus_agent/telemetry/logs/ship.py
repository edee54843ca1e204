"""`ship-logs`: the journal into CloudWatch Logs, until it is told to end."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path

from . import cursor
from .batching import Event, batches
from .journal import Lines
from .line import Line, parse
from .sending import Sender


def ship(lines: Lines, sender: Sender, kept: Path, say: Callable[[str], None]) -> None:
    """Ship what `lines` gives until it ends; keep the cursor once all before it is shipped.

    Whoever is ended in between ships the same lines again: a gulp at most.
    """
    while gulp := lines.gulp():
        parsed = list(_parsed(gulp, say))
        for log, events in by_log(parsed).items():
            for batch in batches(events):
                sender.send(log, batch)
        if parsed:
            cursor.keep(kept, parsed[-1].cursor)


def by_log(lines: Iterable[Line]) -> dict[str, list[Event]]:
    """Return the events of each log."""
    found: dict[str, list[Event]] = defaultdict(list)
    for line in lines:
        if line.event is not None:
            found[line.log].append(line.event)
    return dict(found)


def _parsed(gulp: Iterable[bytes], say: Callable[[str], None]) -> Iterable[Line]:
    for text in gulp:
        try:
            yield parse(text)
        except ValueError as error:
            say(str(error))

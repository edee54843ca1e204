"""What a group may be at a moment: its limits, raised by its schedule and by a hold."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

from aeolus_scaling.floor import raised
from aeolus_scaling.hold import hold_of
from aeolus_scaling.rule import Limits
from aeolus_scaling.schedule import Window, parsed
from aeolus_tags import HOLD_TAG, SCHEDULE_TAG

from .groups import Group

T = TypeVar("T")
NO_WINDOWS: tuple[Window, ...] = ()


def bounds(group: Group, moment: datetime) -> tuple[Limits, dict[str, str]]:
    """Return a group's limits at a moment, which knows its time zone, and what is wrong, by tag.

    A tag that cannot be read raises nothing: a slip in one must not keep the queues from being
    followed, of this group or of another.
    """
    wrong: dict[str, str] = {}

    def read(tag: str, text: str, reader: Callable[[str], T], otherwise: T) -> T:
        try:
            return reader(text)
        except ValueError as error:
            wrong[tag] = f"left aside: {error}"
            return otherwise

    windows = read(SCHEDULE_TAG, group.schedule, parsed, NO_WINDOWS)
    hold = read(HOLD_TAG, group.hold, hold_of, None) if group.hold else None
    return raised(group.limits, windows, hold, moment), wrong

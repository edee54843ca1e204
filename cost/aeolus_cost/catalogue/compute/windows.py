"""The windows of the week in which an Auto Scaling group's own scaler wants a minimum of it.

They are in a tag, which is all that Terraform's JSON says of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, time, timedelta

from aeolus_cost.catalogue.resource_type import NotPricedError
from aeolus_cost.reading.stack import Resource
from aeolus_cost.reading.values import UnknownValueError, Values
from aeolus_scaling.schedule import Window, parsed, zone
from aeolus_tags import SCHEDULE_TAG

from .recurrence import SPAN, START

Windows = tuple[Window, ...]


def windows_of(group: Resource) -> Windows:
    """Return the windows of a group; none where its tags are known only after apply.

    Raises NotPricedError for a tag that cannot be read.
    """
    text = "".join(_texts(group.values))
    try:
        return parsed(text)
    except ValueError as error:
        raise NotPricedError(f"its tag {SCHEDULE_TAG} says {text!r}: {error}") from None


def _texts(values: Values) -> Iterator[str]:
    try:
        tags = values.blocks("tag")
    except UnknownValueError:
        return  # somebody else's: ours are known
    for tag in tags:
        if tag.arguments.get("key") == SCHEDULE_TAG:
            yield tag.text("value")


def edges(windows: Iterable[Window]) -> set[datetime]:
    """Return the moments within START's SPAN at which a minimum may change."""
    return {at for each in windows for at in _edges(each) if START <= at < START + SPAN}


def _edges(window: Window) -> Iterator[datetime]:
    clock = zone(window.time_zone)
    day = START.date() - timedelta(days=1)
    while day <= (START + SPAN).date() + timedelta(days=1):
        for each in (window.start, window.end):
            at = datetime.combine(day, time.fromisoformat(each), clock)
            yield at.astimezone(UTC)
        day += timedelta(days=1)

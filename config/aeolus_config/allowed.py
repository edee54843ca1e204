"""What the model allows at a place, in words."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from annotated_types import Ge, Gt, Le

from .model.format import Format
from .places import DISCRIMINATOR, Place

UNITS = {
    "_seconds": "seconds",
    "_hours": "hours",
    "_in_days": "days",
    "retention_period": "days",
    "retention_limit": "days",
    "_storage": "GiB",
    "volume_size": "GiB",
    "_percentage": "percent",
    "_usd": "US dollars",
}
"""Units by the end of a key."""

NUMBERS = (int, float, Decimal)


def allowed(place: Place) -> str:
    """Return what may stand at `place`, to be read after "must be"."""
    formats = [each for each in place.metadata if isinstance(each, Format)]
    if formats:
        return str(formats[0])
    if place.choices:
        choices = ", ".join(place.choices)
        return choices if len(place.choices) == 1 else f"one of {choices}"
    if place.annotation is bool:
        return "true or false"
    if place.annotation in NUMBERS:
        return _number(place)
    if place.is_list:
        return f"a list, each entry {allowed(place.item())}"
    if place.keys:
        return f"a section with keys out of {', '.join(place.keys)}"
    if place.is_table:
        return "a section of names and values"
    if place.alternatives:
        return f"a section with {DISCRIMINATOR}: {' or '.join(place.alternatives)}"
    return "a text" if place.annotation is str else "a text, a number, true or false"


def wants_text(place: Place) -> bool:
    """Return whether a text is wanted at `place`."""
    return place.annotation is str or bool(place.choices)


def _number(place: Place) -> str:
    kind = "a whole number" if place.annotation is int else "a number"
    unit = next((f" {unit}" for end, unit in UNITS.items() if place.key.endswith(end)), "")
    limits: dict[type, Any] = {type(each): each for each in place.metadata}
    low, above, high = limits.get(Ge), limits.get(Gt), limits.get(Le)
    if above and high:
        return f"{kind} above {above.gt}, at most {high.le}{unit}"
    return f"{kind} from {low.ge} to {high.le}{unit}" if low and high else f"{kind}{unit}"

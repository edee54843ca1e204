"""What a resource says of itself, where a picture can do without what is not known yet."""

from __future__ import annotations

from aeolus_cost.reading.values import UnknownValueError, Values

UNKNOWN = "?"


def text(values: Values, name: str) -> str:
    """Return an argument as text: empty when it is not given, `?` when it is not known yet."""
    try:
        return values.text(name)
    except UnknownValueError:
        return UNKNOWN


def flag(values: Values, name: str) -> bool:
    """Return whether an argument is known to be true."""
    return text(values, name).lower() == "true"


def span(least: str, most: str) -> str:
    """Return `2` or `1–6`."""
    return least if least == most else f"{least}–{most}"

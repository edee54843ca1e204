"""What to write instead of a value that the model refuses."""

from __future__ import annotations

from typing import Any

from .allowed import NUMBERS, wants_text
from .errors import KeyPath
from .nearest import did_you_mean
from .places import Place
from .source import Source

YES_AND_NO = {"yes": "true", "on": "true", "y": "true", "no": "false", "off": "false", "n": "false"}


def cure(place: Place, path: KeyPath, source: Source) -> str:
    """Return advice for the value at `path`, or nothing when "must be …" says it all."""
    value = source.get(path)
    spot = source.values.get(path)
    text = spot.text or "" if spot else ""
    if value is None:
        return "give it a value, or remove the key"
    if isinstance(value, (list, dict)):
        return _for_collection(place, value)
    if place.is_list:
        return f"write [{text}]"
    if place.annotation is bool:
        word = str(value).lower()
        return f"write {YES_AND_NO.get(word, word)}" if word in {*YES_AND_NO, *TRUTH} else ""
    if place.annotation in NUMBERS and isinstance(value, str):
        return _number(value)
    if place.choices:
        return did_you_mean(str(value), place.choices)
    if wants_text(place) and not isinstance(value, str):
        return f'write "{text}" in quotes'
    return ""


TRUTH = frozenset({"true", "false"})


def _for_collection(place: Place, value: list[Any] | dict[str, Any]) -> str:
    is_section = bool(place.keys or place.is_table or place.alternatives)
    if isinstance(value, list) and is_section:
        return "write key: value lines, without dashes"
    if isinstance(value, dict) and place.is_list:
        return "write a list: [one, two], or lines that begin with a dash"
    return "" if is_section else "write a single value"


def _number(text: str) -> str:
    try:
        return f"write {int(text, 0)}"
    except ValueError:
        pass
    try:
        float(text)
    except ValueError:
        return ""
    return f"write {text} without quotes"

"""The word that was meant, for one that was mistyped."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

CLOSE = 0.6
"""Share of letters in common from which a word is offered (difflib's own default)."""

SHORTEST_BEGINNING = 3

TYPO = 0.8
"""Share from which a word that may well be right is held to be a typo all the same."""


def nearest(word: str, known: Iterable[str], cutoff: float = CLOSE) -> str | None:
    """Return the one of `known` that is most like `word`, or None when none is.

    At the default `cutoff` a word that begins one of `known` will do, such as `cidr`.
    """
    by_key = {_key(each): each for each in known}
    found = get_close_matches(_key(word), by_key, n=1, cutoff=cutoff)
    if not found and cutoff == CLOSE and len(word) >= SHORTEST_BEGINNING:
        found = [key for key in by_key if key.startswith(_key(word))]
    return by_key[found[0]] if found else None


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return `did you mean x?`, or nothing when no word is near."""
    found = nearest(word, known)
    return f"did you mean {found}?" if found else ""


def _key(word: str) -> str:
    return word.lower().replace("-", "_")

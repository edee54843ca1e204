"""What a probe has seen of a daemon."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Seen:
    """Whether a daemon does its work; None when that cannot be told, by a fault that is not its.

    `reason` is a sentence unless it does.
    """

    works: bool | None
    reason: str = ""


WORKS = Seen(True)

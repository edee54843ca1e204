"""Trying until it works, and saying why it does not: what a boot does when others are down."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

from .delays import delays
from .saying import status, tell

T = TypeVar("T")

LONGEST_S = 15.0
SAY_AGAIN_AFTER = 20
"""Tries; about five minutes."""


class NotYetError(Exception):
    """It cannot be done now; the text says why, for whoever looks at the node."""


def insist(
    attempt: Callable[[], T],
    *,
    pause: Callable[[float], None],
    say: Callable[[str], None],
) -> T:
    """Return what `attempt` returns, once it raises NotYetError no more.

    A reason is said when it is new, and now and then again.
    """
    said, tries = "", 0
    for delay in delays(LONGEST_S):
        try:
            return attempt()
        except NotYetError as error:
            tries += 1
            if str(error) != said or tries % SAY_AGAIN_AFTER == 0:
                said = str(error)
                say(f"{said}; trying again until it works")
            pause(delay)
    raise AssertionError("delays end")


def insist_aloud(attempt: Callable[[], T]) -> T:
    """Insist as a unit does: by the clock, and with systemd told what it waits for."""
    done = insist(attempt, pause=time.sleep, say=tell)
    status("")
    return done

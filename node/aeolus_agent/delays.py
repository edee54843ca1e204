"""How long to wait before the next try."""

from __future__ import annotations

from collections.abc import Iterator


def delays(longest_s: float) -> Iterator[float]:
    """Yield seconds to wait without end: 1, 2, 4 and so on, never more than the longest."""
    delay = 1.0
    while True:
        yield min(delay, longest_s)
        delay = min(delay * 2, longest_s)

"""A bell, which tells those who wait that something has changed."""

from __future__ import annotations

import threading


class Bell:
    """Rings once for any number of changes until it is heard."""

    def __init__(self) -> None:
        self._rung = threading.Event()

    def ring(self) -> None:
        """Let whoever waits, or comes to wait, go on."""
        self._rung.set()

    @property
    def rung(self) -> bool:
        """Whether it rang, and nobody has heard it yet."""
        return self._rung.is_set()

    def wait(self, limit_s: float | None = None) -> bool:
        """Return whether it rang within the limit; then it waits for the next ring."""
        rang = self._rung.wait(limit_s)
        if rang:  # a ring that comes just now is heard the next time
            self._rung.clear()
        return rang

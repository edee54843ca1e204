"""Notices of changes, from inside the API to whoever brings them to life."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterable

from aeolus_sandbox.bell import Bell

# What looks and changes nothing, by the beginnings of AWS's names of operations.
_LOOKS = re.compile(
    r"Describe|Get(?!SessionToken)|List|Head|Lookup|Search|Filter|Batch(Get|Check)|Query$|Scan$"
)


class Notices:
    """Rings bells after changes of the services they are for."""

    def __init__(self) -> None:
        self._bells: list[tuple[frozenset[str], Bell]] = []
        self._lock = threading.Lock()

    def bell(self, concerns: Iterable[str]) -> Bell:
        """Return a bell that rings after each change of one of these services of the API."""
        bell = Bell()
        with self._lock:
            self._bells.append((frozenset(concerns), bell))
        return bell

    def called(self, service: str, action: str) -> None:
        """Take note of a call that has been answered; one that only looks is nothing."""
        if not _LOOKS.match(action):
            self.changed(service)

    def changed(self, service: str) -> None:
        """Ring for a change of a service."""
        with self._lock:
            bells = [bell for concerns, bell in self._bells if service in concerns]
        for bell in bells:
            bell.ring()

"""Remembers which API actions were called: the ground of a least-privilege policy."""

from __future__ import annotations

import re
import threading

_CREDENTIAL = re.compile(r"Credential=[^/]+/\d{8}/[^/]+/(?P<service>[^/]+)/aws4_request")


class Recorder:
    """The distinct `service:Action` pairs called since the start, thread-safe."""

    def __init__(self) -> None:
        self._actions: set[str] = set()
        self._lock = threading.Lock()

    def add(self, service: str, action: str) -> None:
        """Remember one call."""
        with self._lock:
            self._actions.add(f"{service}:{action}")

    @property
    def actions(self) -> list[str]:
        """What was called, sorted."""
        with self._lock:
            return sorted(self._actions)


def signing_service(authorization: str) -> str | None:
    """Return the service an AWS Signature Version 4 header was made for, None without one."""
    found = _CREDENTIAL.search(authorization)
    return found["service"] if found else None

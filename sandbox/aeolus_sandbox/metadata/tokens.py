"""The session tokens of IMDSv2: each for one instance and a while.

Amazon EC2 User Guide, "Use the Instance Metadata Service": a token lives 1 s to 6 h and is of no
use from another instance.
"""

from __future__ import annotations

import secrets
import threading
import time
from collections.abc import Callable

LONGEST_S = 21_600


class Tokens:
    """The tokens that were issued and have not run out."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """Count time by `clock`, in seconds."""
        self._clock = clock
        self._lock = threading.Lock()
        self._issued: dict[str, tuple[str, float]] = {}

    def issue(self, instance_id: str, lifetime_s: int) -> str:
        """Return a new token for the instance."""
        now = self._clock()
        token = secrets.token_urlsafe(40)
        with self._lock:
            self._issued = {t: entry for t, entry in self._issued.items() if entry[1] > now}
            self._issued[token] = (instance_id, now + lifetime_s)
        return token

    def valid(self, token: str, instance_id: str) -> bool:
        """Tell whether the token is this instance's and has not run out."""
        with self._lock:
            owner, end = self._issued.get(token, ("", 0.0))
        return owner == instance_id and end > self._clock()

"""Answers a call that an SDK repeats as the first time: it has lost the answer, not the call.

AWS's SDKs give each call an id that stays the same in all attempts (AWS SDKs and Tools Reference
Guide, "Retry behavior"). An answer is lost here now and then, for a reason that is not known: how
long the first attempt took, and how long ago that was, is in the log each time.
"""

from __future__ import annotations

import logging
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

Wsgi = Callable[[dict[str, Any], Any], Iterable[bytes]]

_CALL, _ATTEMPT = "HTTP_AMZ_SDK_INVOCATION_ID", "HTTP_AMZ_SDK_REQUEST"
_FIRST = "attempt=1;"
# What changes nothing may be done twice.
_LOOKS = frozenset({"GET", "HEAD"})
_KEPT, _LONGEST = 1000, 1 << 16  # answers; bytes of one: what is longer is a list


@dataclass(frozen=True)
class _Answer:
    status: str
    headers: list[tuple[str, str]]
    body: list[bytes]
    took_s: float
    at: float


class Repetitions:
    """Asks `application`, and keeps what it answered where something was done."""

    def __init__(self, application: Wsgi, clock: Callable[[], float] = time.monotonic) -> None:
        """Begin with nothing kept."""
        self._application, self._clock = application, clock
        self._kept: OrderedDict[str, _Answer] = OrderedDict()
        self._lock = threading.Lock()

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        """Answer one request."""
        call = environ.get(_CALL)
        if call is None or environ["REQUEST_METHOD"] in _LOOKS:
            return self._application(environ, start_response)
        attempt = environ.get(_ATTEMPT, _FIRST)
        if not attempt.startswith(_FIRST) and (kept := self._of(call)):
            logging.warning(
                "%s of call %s: answered again as %.1f s ago, which took %.2f s",
                *(attempt, call, self._clock() - kept.at, kept.took_s),
            )
            start_response(kept.status, kept.headers)
            return kept.body
        return self._asked(call, environ, start_response)

    def _asked(self, call: str, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        begun = self._clock()
        told: list[tuple[str, list[tuple[str, str]]]] = []

        def start(status: str, headers: list[tuple[str, str]], *more: Any) -> Any:
            told[:] = [(status, headers)]
            return start_response(status, headers, *more)

        body = list(self._application(environ, start))
        [(status, headers)] = told
        if status.startswith("2") and sum(map(len, body)) <= _LONGEST:
            now = self._clock()
            with self._lock:
                self._kept[call] = _Answer(status, headers, body, now - begun, now)
                while len(self._kept) > _KEPT:
                    self._kept.popitem(last=False)
        return body

    def _of(self, call: str) -> _Answer | None:
        with self._lock:
            return self._kept.get(call)

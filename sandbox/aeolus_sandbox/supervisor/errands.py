"""Errands: what takes a while is done beside, one thing at a time for each resource."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

_AFTER_FAILURE_S = 2.0


class Errands:
    """Runs errands in threads of its own.

    `failed` is told whose failed, and why; `again` is called after one during which another was
    to be begun for the same resource.
    """

    def __init__(
        self,
        name: str,
        at_once: int,
        failed: Callable[[str, Exception], None],
        again: Callable[[], None],
    ) -> None:
        """Run at most so many at once, in threads of this name."""
        self._failed, self._again = failed, again
        self._busy: set[str] = set()
        self._missed: set[str] = set()
        self._lock = threading.Lock()
        self._ending = threading.Event()
        self._workers = ThreadPoolExecutor(at_once, thread_name_prefix=name)

    def begin(self, resource: str, work: Callable[[], None]) -> None:
        """Do something for a resource, unless something is done for it already.

        After a failure nothing is done for it for a moment.
        """
        with self._lock:
            if resource in self._busy:
                self._missed.add(resource)
                return
            self._busy.add(resource)
        with suppress(RuntimeError):  # of a pool that has been shut down
            self._workers.submit(self._do, resource, work)

    def close(self) -> None:
        """Begin nothing any more; return when nothing is at work."""
        self._ending.set()
        self._workers.shutdown(cancel_futures=True)

    def _do(self, resource: str, work: Callable[[], None]) -> None:
        try:
            work()
        except Exception as error:
            self._failed(resource, error)
            self._ending.wait(_AFTER_FAILURE_S)
        finally:
            with self._lock:
                self._busy.discard(resource)
                missed = resource in self._missed
                self._missed.discard(resource)
            if missed:
                self._again()

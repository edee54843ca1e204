"""How many invocations of a function run at once, and how many may.

AWS Lambda Developer Guide, "Configuring reserved concurrency for a function".
"""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


class Throttled(Exception):
    """A function runs as often at once as it may."""


_running: Counter[str] = Counter()
_lock = threading.Lock()


@contextmanager
def slot(function: Any) -> Iterator[None]:
    """Hold one of the slots of moto's function. Raises Throttled when there is none."""
    arn, most = function.function_arn, getattr(function, "reserved_concurrency", None)
    with _lock:
        if most is not None and _running[arn] >= int(most):
            raise Throttled(arn)
        _running[arn] += 1
    try:
        yield
    finally:
        with _lock:
            _running[arn] -= 1

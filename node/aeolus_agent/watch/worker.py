"""Whether this node's Celery worker answers, by the broker."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from .probes import Probe
from .seen import WORKS, Seen

_ANSWER_S = 3.0


def pinged(broker_url: Callable[[], str], hostname: str) -> Probe:
    """Return a probe that asks the worker for a sign of life, as `celery inspect ping` does.

    The command itself takes seconds of a processor each time; a client that stays takes 25 MB.
    """
    name = f"celery@{hostname}"
    client: Any = None

    def look() -> Seen:
        nonlocal client
        from celery import Celery

        try:
            if client is None:
                client = Celery(broker=broker_url(), set_as_current=False)
            said = client.control.ping(destination=[name], timeout=_ANSWER_S)
        except Exception as error:  # of the transport, which names a dozen
            client = None  # its next try takes what credential there is then
            return Seen(None, f"the broker cannot be reached: {' '.join(str(error).split())}")
        return WORKS if said else Seen(False, f"{name} does not answer by the broker")

    return look

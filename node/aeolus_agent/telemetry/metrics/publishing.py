"""Puts data into CloudWatch; while it cannot, the last hour waits."""

from __future__ import annotations

import functools
import threading
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Protocol

from aeolus_agent.telemetry.persist import Persistence

from .minute import Datum

MOST_DATA = 1000
"""Of a request (CloudWatch API, "PutMetricData")."""
MOST_WAITING = 60 * 40
"""An hour of the most metrics a node tells; the oldest go first."""
NEVER = frozenset({"InvalidParameterValue", "InvalidParameterCombination", "MissingParameter"})


class CloudWatch(Protocol):
    """What is used of boto3's client."""

    def put_metric_data(self, **request: Any) -> Any:
        """Put some data."""


class Publisher:
    """Data on their way into a namespace, without dimensions: one series for all nodes.

    `run` sends; whoever `add`s data never waits for that.
    """

    def __init__(
        self,
        cloudwatch: CloudWatch,
        *,
        namespace: str,
        pause: Callable[[float], None],
        say: Callable[[str], None],
    ) -> None:
        """Publish by `cloudwatch`; `pause` waits some seconds, `say` tells the node's journal."""
        self._cloudwatch = cloudwatch
        self._namespace = namespace
        self._persist = Persistence(NEVER, pause, say)
        self._waiting: deque[Datum] = deque(maxlen=MOST_WAITING)
        self._changed = threading.Condition()
        self._ended = False

    def add(self, data: Iterable[Datum]) -> None:
        """Have data sent."""
        with self._changed:
            self._waiting.extend(data)
            self._changed.notify()

    def end(self) -> None:
        """Have `run` return once all is sent."""
        with self._changed:
            self._ended = True
            self._changed.notify()

    def run(self) -> None:
        """Send data as they come, until the end."""
        while data := self._next():
            self._persist.do(
                functools.partial(self._put, data),
                what="publish metrics",
                given_up=f"{len(data)} values of metrics are lost",
            )

    def _next(self) -> list[Datum]:
        with self._changed:
            self._changed.wait_for(lambda: self._waiting or self._ended)
            return [self._waiting.popleft() for _ in range(min(MOST_DATA, len(self._waiting)))]

    def _put(self, data: Sequence[Datum]) -> None:
        self._cloudwatch.put_metric_data(
            Namespace=self._namespace, MetricData=[_request(each) for each in data]
        )


def _request(datum: Datum) -> dict[str, Any]:
    return {
        "MetricName": datum.name,
        "Timestamp": datum.at,
        "Unit": datum.unit,
        "StatisticValues": {
            "SampleCount": datum.count,
            "Sum": datum.total,
            "Minimum": datum.least,
            "Maximum": datum.most,
        },
    }

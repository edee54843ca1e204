"""Tells CloudWatch that somebody scales: an alarm rings when that stops."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from aeolus_agent.telemetry.metrics.names import SCALING_LOOKS

MINUTE_S = 60.0


@dataclass
class Telling:
    """Counts looks, and publishes their number once a minute; `client` is boto3's of CloudWatch."""

    client: Any
    namespace: str
    clock: Callable[[], float]
    _looks: int = field(default=0, init=False)
    _told: float | None = field(default=None, init=False)

    def __call__(self) -> None:
        """Count a look. What CloudWatch does not take is told with the next."""
        self._looks += 1
        now = self.clock()
        if self._told is not None and now - self._told < MINUTE_S:
            return
        data = {"MetricName": SCALING_LOOKS, "Value": self._looks, "Unit": "Count"}
        try:
            self.client.put_metric_data(Namespace=self.namespace, MetricData=[data])
        except (BotoCoreError, ClientError):
            return
        self._told, self._looks = now, 0

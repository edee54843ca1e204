"""CloudWatch hears once a minute how often was looked; what it does not take comes later."""

from __future__ import annotations

from typing import Any

import pytest
from botocore.exceptions import EndpointConnectionError

from aeolus_agent.scaling.telling import Telling


class CloudWatch:
    """Takes data, unless it is away."""

    def __init__(self) -> None:
        """It is there."""
        self.values, self.away = list[int](), False

    def put_metric_data(self, Namespace: str, MetricData: list[dict[str, Any]]) -> None:
        assert Namespace == "Aeolus/test"
        if self.away:
            raise EndpointConnectionError(endpoint_url="https://monitoring")
        [data] = MetricData
        assert data["MetricName"] == "scaling_looks"
        self.values.append(data["Value"])


@pytest.fixture
def cloudwatch() -> CloudWatch:
    return CloudWatch()


def looks(cloudwatch: CloudWatch, *moments: float) -> None:
    times = iter(moments)
    telling = Telling(cloudwatch, "Aeolus/test", lambda: next(times))
    for _ in moments:
        telling()


def test_looks_are_counted_by_the_minute(cloudwatch: CloudWatch) -> None:
    looks(cloudwatch, *range(0, 130, 10))
    assert cloudwatch.values == [1, 6, 6]


def test_what_cloudwatch_does_not_take_is_told_with_the_next(cloudwatch: CloudWatch) -> None:
    cloudwatch.away = True
    looks(cloudwatch, 0, 10)
    assert cloudwatch.values == []
    cloudwatch.away = False
    times = iter([0.0, 70.0])
    telling = Telling(cloudwatch, "Aeolus/test", lambda: next(times))
    cloudwatch.away = True
    telling()
    cloudwatch.away = False
    telling()
    assert cloudwatch.values == [2]

"""Data get into CloudWatch, a request for many; an outage loses none of the last hour."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from botocore.exceptions import ClientError, EndpointConnectionError

from aeolus_agent.telemetry.metrics.minute import Datum, single
from aeolus_agent.telemetry.metrics.publishing import MOST_WAITING, Publisher

OUTAGE = EndpointConnectionError(endpoint_url="https://monitoring.test")


@dataclass
class ToyCloudWatch:
    """Keeps what is put; each call first fails as `faults` says."""

    requests: list[dict[str, Any]] = field(default_factory=list)
    faults: list[Exception] = field(default_factory=list)

    def put_metric_data(self, **request: Any) -> None:
        """Keep it."""
        if self.faults:
            raise self.faults.pop(0)
        self.requests.append(request)


def published(cloudwatch: ToyCloudWatch, data: list[Datum]) -> tuple[list[str], list[float]]:
    """Publish data and end; return what was said, and how long was waited."""
    said: list[str] = []
    waits: list[float] = []
    publisher = Publisher(cloudwatch, namespace="Aeolus/test", pause=waits.append, say=said.append)
    publisher.add(data)
    publisher.end()
    publisher.run()
    return said, waits


def numbered(count: int) -> list[Datum]:
    return [single("x", float(number), 1.0, "Count") for number in range(count)]


def test_a_datum_is_a_set_of_statistics_without_dimensions() -> None:
    cloudwatch = ToyCloudWatch()
    published(cloudwatch, [Datum("x", 60.0, "Milliseconds", 3, 9, 1, 5)])
    assert cloudwatch.requests == [
        {
            "Namespace": "Aeolus/test",
            "MetricData": [
                {
                    "MetricName": "x",
                    "Timestamp": 60.0,
                    "Unit": "Milliseconds",
                    "StatisticValues": {"SampleCount": 3, "Sum": 9, "Minimum": 1, "Maximum": 5},
                }
            ],
        }
    ]


def test_nothing_to_tell_is_no_request() -> None:
    cloudwatch = ToyCloudWatch()
    published(cloudwatch, [])
    assert cloudwatch.requests == []


def test_what_waits_goes_in_requests_of_a_thousand() -> None:
    cloudwatch = ToyCloudWatch()
    published(cloudwatch, numbered(2001))
    assert [len(each["MetricData"]) for each in cloudwatch.requests] == [1000, 1000, 1]


def test_after_an_outage_all_of_it_is_there_in_order() -> None:
    cloudwatch = ToyCloudWatch(faults=[OUTAGE, OUTAGE])
    said, waits = published(cloudwatch, numbered(5))
    assert [each["Timestamp"] for each in cloudwatch.requests[0]["MetricData"]] == [0, 1, 2, 3, 4]
    assert waits == [1, 2]
    assert said == [
        f"cannot publish metrics, and try again until it works: {OUTAGE}",
        "can publish metrics again",
    ]


def test_of_a_long_outage_the_oldest_go() -> None:
    cloudwatch = ToyCloudWatch()
    published(cloudwatch, numbered(MOST_WAITING + 1))
    assert cloudwatch.requests[0]["MetricData"][0]["Timestamp"] == 1.0


def test_a_request_that_is_not_right_holds_nothing_back() -> None:
    wrong = ClientError({"Error": {"Code": "InvalidParameterValue", "Message": "m"}}, "Put")
    cloudwatch = ToyCloudWatch(faults=[wrong])
    said, waits = published(cloudwatch, numbered(1001))
    assert [len(each["MetricData"]) for each in cloudwatch.requests] == [1]
    assert waits == []
    assert "1000 values of metrics are lost" in said[0]

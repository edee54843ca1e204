"""Metrics of functions (AWS Lambda Developer Guide, "Types of metrics for Lambda functions")."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any


def count_invocation(function: Any, *, failed: bool, duration_ms: float) -> None:
    """Count an invocation of moto's function."""
    _put(function, "Invocations", 1.0, "Count")
    _put(function, "Errors", float(failed), "Count")
    _put(function, "Duration", duration_ms, "Milliseconds")


def count_throttle(function: Any) -> None:
    """Count a request that was throttled."""
    _put(function, "Throttles", 1.0, "Count")


def keep_embedded(function: Any, printed: str) -> None:
    """Keep the metrics that a function has written into its log, a line of JSON each.

    Amazon CloudWatch User Guide, "Specification: Embedded metric format".
    """
    for line in printed.splitlines():
        for namespace, datum in _embedded(line):
            _keep(function, namespace, datum)


def _embedded(line: str) -> Iterator[tuple[str, dict[str, Any]]]:
    if '"_aws"' not in line:
        return
    try:
        said = json.loads(line)
        for directive in said["_aws"]["CloudWatchMetrics"]:
            for names in directive["Dimensions"]:
                dimensions = [{"Name": name, "Value": said[name]} for name in names]
                for metric in directive["Metrics"]:
                    datum = {
                        "MetricName": metric["Name"],
                        "Value": float(said[metric["Name"]]),
                        "Unit": metric.get("Unit", "None"),
                        "Dimensions": dimensions,
                    }
                    yield directive["Namespace"], datum
    except (ValueError, KeyError, TypeError):
        # CloudWatch takes what is wrong for an ordinary line.
        return


def _put(function: Any, name: str, value: float, unit: str) -> None:
    datum = {
        "MetricName": name,
        "Value": value,
        "Unit": unit,
        "Dimensions": [{"Name": "FunctionName", "Value": function.function_name}],
    }
    _keep(function, "AWS/Lambda", datum)


def _keep(function: Any, namespace: str, datum: dict[str, Any]) -> None:
    from moto.cloudwatch.models import cloudwatch_backends

    # moto compares moments of UTC that do not say so.
    datum["Timestamp"] = datetime.now(UTC).replace(tzinfo=None)
    cloudwatch_backends[function.account_id][function.region].put_metric_data(namespace, [datum])

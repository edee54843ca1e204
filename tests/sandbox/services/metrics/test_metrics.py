"""Metrics of what runs, and an alarm on one of them that brings an instance back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from aeolus_sandbox.region import Region
from aeolus_sandbox.supervisor.seen import Fault
from aeolus_sandbox.supervisor.settings import prefix
from support.alive import Net, alive, await_state
from support.leftovers import left
from support.machines import needs_machines, until

pytestmark = [pytest.mark.sandbox, needs_machines]


@pytest.fixture(scope="module")
def region(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Region]:
    """Return a region in which machines run; nothing is left of it afterwards."""
    directory: Path = tmp_path_factory.mktemp("metrics")
    with alive(directory, "metrics") as made:
        yield made
    assert left(prefix(made.name, made.directory), made.directory) == []


@pytest.fixture(scope="module")
def instance(region: Region) -> str:
    """Return an instance that runs."""
    made = Net(region).launch()
    await_state(region, made, "running")
    return made


def seen(region: Region, instance: str, metric: str) -> list[float]:
    """Return the highest value of an instance's metric within the last minutes, if any."""
    now = datetime.now(UTC)
    answer = region.client("cloudwatch").get_metric_statistics(
        Namespace="AWS/EC2",
        MetricName=metric,
        Dimensions=[{"Name": "InstanceId", "Value": instance}],
        StartTime=now - timedelta(minutes=5),
        EndTime=now + timedelta(minutes=1),
        Period=600,
        Statistics=["Maximum"],
    )
    return [point["Maximum"] for point in answer["Datapoints"]]


def test_an_instance_that_boots_is_busy_and_passes_its_checks(
    region: Region, instance: str
) -> None:
    until(lambda: max(seen(region, instance, "CPUUtilization"), default=0) > 0, "it is busy")
    assert seen(region, instance, "CPUUtilization")[0] <= 100
    assert seen(region, instance, "StatusCheckFailed") == [0]


def test_an_alarm_recovers_an_instance_that_has_lost_its_power(
    region: Region, instance: str
) -> None:
    cloudwatch = region.client("cloudwatch")
    cloudwatch.put_metric_alarm(
        AlarmName="recover",
        Namespace="AWS/EC2",
        MetricName="StatusCheckFailed_System",
        Dimensions=[{"Name": "InstanceId", "Value": instance}],
        Statistic="Maximum",
        Period=10,
        EvaluationPeriods=1,
        Threshold=0,
        ComparisonOperator="GreaterThanThreshold",
        AlarmActions=["arn:aws:automate:eu-central-1:ec2:recover"],
    )

    def alarm() -> str:
        [found] = cloudwatch.describe_alarms(AlarmNames=["recover"])["MetricAlarms"]
        return str(found["StateValue"])

    until(lambda: alarm() == "OK", "all is well")
    region.befall(Fault.KILL, instance)
    until(lambda: [node.state for node in region.nodes()] == ["off"], "it is off")
    until(lambda: [node.state for node in region.nodes()] == ["running"], "it is back")
    history = cloudwatch.describe_alarm_history(AlarmName="recover", ScanBy="TimestampAscending")
    assert "from OK to ALARM" in history["AlarmHistoryItems"][-1]["HistorySummary"]
    until(lambda: alarm() == "OK", "all is well again")

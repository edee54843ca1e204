"""When each alarm rings, and when it must not."""

from __future__ import annotations

from typing import Any

import pytest

from aeolus_constructs.signals import (
    broker_signals,
    execution_signals,
    metastore_signals,
    node_group_signals,
    node_health_signals,
    scheduler_signals,
    single_node_signals,
    web_signals,
)
from aeolus_constructs.signals.alarm import Alarm
from support.cluster_parts import cluster_parts
from support.render import DEPLOYMENT, render_construct

GIB = 2**30


@pytest.fixture(scope="module")
def alarms() -> dict[str, Alarm]:
    """Those of a db.t4g.small with 20 GiB, a broker of two members, and their company."""
    found: list[Alarm] = []

    def build(stack: Any) -> None:
        parts = cluster_parts(stack)
        for signals in (
            web_signals(parts["web"]),
            execution_signals(parts["execution"]),
            metastore_signals(parts["metastore"]),
            broker_signals(parts["broker"]),
            node_group_signals({"masters": "aeolus-test-masters"}),
            single_node_signals("aeolus-test-single-node"),
            scheduler_signals(DEPLOYMENT),
            node_health_signals(DEPLOYMENT),
        ):
            found.extend(signals.alarms)

    render_construct(build)
    return {alarm.name: alarm for alarm in found}


def test_storage_leaves_room_for_rds_to_grow_it_first(alarms: dict[str, Alarm]) -> None:
    alarm = alarms["metastore_storage"]
    assert alarm.threshold == 2 * GIB
    # RDS starts to grow it after five minutes below a tenth.
    assert alarm.period_seconds * alarm.periods > 300


def test_connections_follow_the_class(alarms: dict[str, Alarm]) -> None:
    alarm = alarms["metastore_connections"]
    # A db.t4g.small has 2 GiB, of which about 1.75 count: some 190 connections.
    assert 140 <= alarm.threshold <= 160
    assert alarm.metrics[0].statistic == "Maximum"


def test_any_member_of_the_broker_can_be_the_primary(alarms: dict[str, Alarm]) -> None:
    alarm = alarms["broker_memory"]
    assert [metric.dimensions["CacheClusterId"] for metric in alarm.metrics] == [
        "aeolus-test-broker-001",
        "aeolus-test-broker-002",
    ]
    assert alarm.expression == "MAX([m1, m2])"


@pytest.mark.parametrize(
    ("name", "group"), [("web_no_host", "web"), ("execution_no_host", "execution")]
)
def test_an_entrance_without_a_host_rings_by_its_own_target_group(
    alarms: dict[str, Alarm], name: str, group: str
) -> None:
    (metric,) = alarms[name].metrics
    assert metric.name == "HealthyHostCount"
    assert set(metric.dimensions) == {"TargetGroup", "LoadBalancer"}
    assert (alarms[name].comparison, alarms[name].threshold) == ("LessThanThreshold", 1)


@pytest.mark.parametrize("name", ["web_errors", "execution_errors"])
def test_errors_of_targets_and_of_the_balancer_count_together(
    alarms: dict[str, Alarm], name: str
) -> None:
    assert {metric.name for metric in alarms[name].metrics} == {
        "HTTPCode_Target_5XX_Count",
        "HTTPCode_ELB_5XX_Count",
    }
    # A counter that counts nothing is not there: a sum with it would be nothing, too.
    assert alarms[name].expression == "FILL(m1, 0) + FILL(m2, 0)"


@pytest.mark.parametrize(
    ("name", "no_data"),
    [
        ("web_errors", "notBreaching"),
        ("execution_errors", "notBreaching"),
        ("web_no_host", "breaching"),
        ("execution_no_host", "breaching"),
        ("metastore_cpu", "breaching"),
        ("metastore_storage", "missing"),
        ("metastore_connections", "missing"),
        ("broker_memory", "breaching"),
        ("capacity_masters", "missing"),
        ("node_status", "breaching"),
        ("scheduler_silent", "breaching"),
        ("node_unhealthy", "breaching"),
        ("disk_filling", "missing"),
    ],
)
def test_silence(alarms: dict[str, Alarm], name: str, no_data: str) -> None:
    assert alarms[name].no_data == no_data


def test_capacity_is_what_is_wanted_less_what_is_there(alarms: dict[str, Alarm]) -> None:
    alarm = alarms["capacity_masters"]
    assert [metric.name for metric in alarm.metrics] == [
        "GroupDesiredCapacity",
        "GroupInServiceInstances",
    ]
    assert (alarm.expression, alarm.comparison, alarm.threshold) == (
        "m1 - m2",
        "GreaterThanThreshold",
        0,
    )
    # A replacement takes minutes and is no trouble.
    assert alarm.period_seconds * alarm.periods == 15 * 60


def test_a_scheduler_is_silent_when_no_heartbeat_came_in_five_minutes(
    alarms: dict[str, Alarm],
) -> None:
    alarm = alarms["scheduler_silent"]
    (beat,) = alarm.metrics
    assert (beat.name, beat.statistic, beat.dimensions) == ("scheduler_heartbeat", "Sum", {})
    assert (alarm.comparison, alarm.threshold) == ("LessThanThreshold", 1)
    assert alarm.period_seconds * alarm.periods == 5 * 60


@pytest.mark.parametrize(
    ("name", "metric", "threshold"),
    [("node_unhealthy", "node_unhealthy", 0), ("disk_filling", "disk_used_percent", 85)],
)
def test_of_nodes_the_worst_counts(
    alarms: dict[str, Alarm], name: str, metric: str, threshold: float
) -> None:
    (looked_at,) = alarms[name].metrics
    assert (looked_at.name, looked_at.statistic, looked_at.dimensions) == (metric, "Maximum", {})
    assert (alarms[name].comparison, alarms[name].threshold) == ("GreaterThanThreshold", threshold)


def test_a_node_has_time_to_boot(alarms: dict[str, Alarm]) -> None:
    alarm = alarms["node_unhealthy"]
    assert alarm.period_seconds * alarm.periods == 10 * 60

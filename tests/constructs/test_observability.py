"""Observability: what rings in a cluster, whom it tells, and what it costs."""

from __future__ import annotations

import json
from fnmatch import fnmatch
from typing import Any

import pytest

from aeolus_agent.telemetry.metrics.names import OF_A_NODE, SCALING_LOOKS
from aeolus_config.model import Egress
from aeolus_constructs.alarm_topic import AlarmTopic
from aeolus_constructs.observability import Observability
from aeolus_constructs.signals import (
    Signals,
    airflow_signals,
    broker_signals,
    execution_signals,
    failover_signals,
    metastore_signals,
    node_group_signals,
    node_health_signals,
    scheduler_signals,
    single_node_signals,
    web_signals,
)
from aeolus_node.metrics import BY_A_CLUSTER
from support.cluster_parts import cluster_parts
from support.foundations import foundations
from support.render import DEPLOYMENT, Rendered, render_construct, resources, search, the

DECIDED = {"SchedulerPromotions", "SchedulerReplacements", "SchedulerNobody"}
GROUPS = {
    "masters": "aeolus-test-masters",
    "worker_default": "aeolus-test-worker_default",
    "worker_heavy": "aeolus-test-worker_heavy",
}


def observe(stack: Any, parts: dict[str, Any], *signals: Signals) -> None:
    Observability(
        stack,
        "observability",
        deployment=DEPLOYMENT,
        topic=AlarmTopic(
            stack,
            "topic",
            deployment=DEPLOYMENT,
            encryption_key=parts["encryption_key"],
            email=None,
        ),
        signals=signals,
        depends_on=parts["storage"].ready,
    )


@pytest.fixture(scope="module")
def cluster() -> Rendered:
    def build(stack: Any) -> None:
        parts = cluster_parts(stack)
        observe(
            stack,
            parts,
            web_signals(parts["web"]),
            execution_signals(parts["execution"]),
            metastore_signals(parts["metastore"]),
            broker_signals(parts["broker"]),
            node_group_signals(GROUPS),
            airflow_signals(DEPLOYMENT, rings=parts["scheduler"].alarm_action),
            failover_signals(parts["scheduler"]),
            node_health_signals(DEPLOYMENT),
        )

    return render_construct(build)


@pytest.fixture(scope="module")
def single_node() -> Rendered:
    def build(stack: Any) -> None:
        parts = foundations(stack, Egress.PUBLIC_IP)
        observe(
            stack,
            parts,
            single_node_signals("aeolus-test-single-node"),
            scheduler_signals(DEPLOYMENT),
            Signals(alarms=node_health_signals(DEPLOYMENT).alarms),
        )

    return render_construct(build)


def alarms(rendered: Rendered) -> dict[str, dict[str, Any]]:
    found = resources(rendered, "aws_cloudwatch_metric_alarm").values()
    return {alarm["alarm_name"].removeprefix("aeolus-test-"): alarm for alarm in found}


def series(rendered: Rendered) -> list[list[Any]]:
    body = json.loads(the(rendered, "aws_cloudwatch_dashboard")["dashboard_body"])
    found: list[list[Any]] = search("widgets[?type == 'metric'].properties.metrics[]", body)
    return found


def test_a_cluster_rings_for_what_stops_it(cluster: Rendered) -> None:
    assert set(alarms(cluster)) == {
        "web_errors",
        "web_no_host",
        "execution_errors",
        "execution_no_host",
        "metastore_storage",
        "metastore_cpu",
        "metastore_connections",
        "broker_memory",
        "capacity_masters",
        "capacity_worker_default",
        "capacity_worker_heavy",
        "scheduler_silent",
        "scheduler_nobody",
        "scheduler_failover_errors",
        "scheduler_failover_dead_letters",
        "node_unhealthy",
        "disk_filling",
    }


def test_a_single_node_rings_for_itself_and_has_no_dashboard(single_node: Rendered) -> None:
    assert set(alarms(single_node)) == {
        "node_status",
        "scheduler_silent",
        "node_unhealthy",
        "disk_filling",
    }
    assert resources(single_node, "aws_cloudwatch_dashboard") == {}


def test_every_alarm_tells_the_topic_both_ways(cluster: Rendered) -> None:
    arn = "${aws_sns_topic.topic_????????.arn}"
    for name, alarm in alarms(cluster).items():
        assert fnmatch(alarm["alarm_actions"][0], arn), name
        assert [fnmatch(each, arn) for each in alarm["ok_actions"]] == [True], name


def test_a_silent_scheduler_is_told_to_the_function_that_replaces_it(cluster: Rendered) -> None:
    also = {name: alarm["alarm_actions"][1:] for name, alarm in alarms(cluster).items()}
    (rung,) = also.pop("scheduler_silent")
    assert fnmatch(rung, "${aws_lambda_function.scheduler_function_????????.arn}")
    assert not any(also.values())


def test_every_alarm_says_what_it_means_and_what_to_do(cluster: Rendered) -> None:
    for name, alarm in alarms(cluster).items():
        assert 100 < len(alarm["alarm_description"]) <= 1024, name  # the limit is CloudWatch's


def test_every_alarm_waits_for_what_would_ring_while_it_starts(cluster: Rendered) -> None:
    for name, alarm in alarms(cluster).items():
        waits = " ".join(alarm["depends_on"])
        assert "aws_sns_topic_policy." in waits, name
        assert "aws_s3_bucket_versioning." in waits, name


def test_every_alarm_looks_at_one_metric_or_at_one_value_of_several(cluster: Rendered) -> None:
    for name, alarm in alarms(cluster).items():
        returned = search("metric_query[?return_data].id", alarm) or []
        assert ("metric_name" in alarm) is (returned == []), name
        assert len(returned) <= 1, name


def test_an_expression_names_each_of_its_metrics(cluster: Rendered) -> None:
    for name, alarm in alarms(cluster).items():
        for expression in search("metric_query[].expression", alarm) or []:
            for id_ in search("metric_query[?metric].id", alarm):
                assert id_ in expression, name


def test_alarms_cost_two_and_a_half_dollars_at_most(cluster: Rendered) -> None:
    metrics = sum(
        len(search("metric_query[?metric]", alarm) or [alarm]) for alarm in alarms(cluster).values()
    )
    assert metrics <= 25  # of $0.10 each


def test_custom_metrics_are_those_that_nodes_publish_without_dimensions(cluster: Rendered) -> None:
    custom = [each for each in series(cluster) if not each[0].startswith("AWS/")]
    assert {each[0] for each in custom} == {"Aeolus/test"}
    assert all(len(each) == 3 for each in custom)  # namespace, name, options
    assert {each[1] for each in custom} <= {*BY_A_CLUSTER, *OF_A_NODE, SCALING_LOOKS, *DECIDED}


def test_the_dashboard_shows_each_decision_with_its_reason(cluster: Rendered) -> None:
    body = json.loads(the(cluster, "aws_cloudwatch_dashboard")["dashboard_body"])
    (table,) = search("widgets[?type == 'log'].properties", body)
    assert table["query"].startswith("SOURCE '/aws/lambda/aeolus-test-scheduler-failover' | ")
    assert "fields @timestamp, action, node, reason" in table["query"]


def test_the_dashboard_starts_with_the_alarms(cluster: Rendered) -> None:
    dashboard = the(cluster, "aws_cloudwatch_dashboard")
    states, *_ = json.loads(dashboard["dashboard_body"])["widgets"]
    assert states["type"] == "alarm"
    assert {arn.rpartition(":")[2] for arn in states["properties"]["alarms"]} == {
        f"aeolus-test-{name}" for name in alarms(cluster)
    }


@pytest.mark.parametrize(
    "metric",
    [
        "RequestCount",
        "HTTPCode_Target_5XX_Count",
        "HealthyHostCount",
        "CPUUtilization",
        "DatabaseConnections",
        "FreeStorageSpace",
        "DatabaseMemoryUsagePercentage",
        "Evictions",
        "GroupInServiceInstances",
        "scheduler_heartbeat",
        "executor.queued_tasks",
        "ti_failures",
        "dag_processing.import_errors",
        "disk_used_percent",
    ],
)
def test_the_dashboard_shows(cluster: Rendered, metric: str) -> None:
    assert metric in {each[1] for each in series(cluster)}


def test_no_two_graphs_overlap_and_none_leaves_the_grid(cluster: Rendered) -> None:
    body = json.loads(the(cluster, "aws_cloudwatch_dashboard")["dashboard_body"])
    taken: set[tuple[int, int]] = set()
    for widget in body["widgets"]:
        cells = {
            (x, y)
            for x in range(widget["x"], widget["x"] + widget["width"])
            for y in range(widget["y"], widget["y"] + widget["height"])
        }
        assert not cells & taken, widget
        assert max(x for x, _ in cells) < 24, widget
        taken |= cells

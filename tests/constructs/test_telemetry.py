"""The names that nodes and what watches them agree on."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from aeolus_agent.telemetry.logs.line import DAEMONS, NODE
from aeolus_agent.telemetry.metrics.names import OF_A_NODE, SCALING_LOOKS
from aeolus_config.model.operations import MOST_METRICS
from aeolus_constructs.signals.failover import NOBODY, PROMOTIONS, REPLACEMENTS
from aeolus_constructs.telemetry import MASTER_LOGS, NODE_LOGS, WORKER_LOGS
from aeolus_node.metrics import BY_A_CLUSTER, BY_A_SINGLE_NODE
from support.terraform import ROOT


def usage(name: str) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((ROOT / f"config/usage/{name}.yaml").read_text())
    return found


def test_there_is_a_log_group_for_each_log_that_nodes_write() -> None:
    assert {*DAEMONS.values(), NODE} == set(NODE_LOGS)


def test_every_role_has_the_nodes_own_log() -> None:
    assert NODE in MASTER_LOGS
    assert NODE in WORKER_LOGS


def test_no_environment_has_more_than_forty_metrics() -> None:
    assert len({*BY_A_CLUSTER, *OF_A_NODE}) + MOST_METRICS == 40


@pytest.mark.parametrize("name", ["prod", "staging"])
def test_a_clusters_usage_counts_each_metric_once(name: str) -> None:
    resources = usage(name)["resources"]
    counted = {
        path: told["custom_metrics"] for path, told in resources.items() if "custom_metrics" in told
    }
    masters = counted.pop("masters/role/telemetry")
    every = {*BY_A_CLUSTER, *OF_A_NODE, SCALING_LOOKS, NOBODY, PROMOTIONS, REPLACEMENTS}
    assert masters["expected"] == masters["ceiling"] == len(every)
    assert set(counted.values()) == {0}


def test_a_single_nodes_usage_counts_each_metric() -> None:
    told = usage("dev")["totals"]["aws_iam_role_policy"]["custom_metrics"]
    assert told["expected"] == told["ceiling"] == len({*BY_A_SINGLE_NODE, *OF_A_NODE})

"""The metrics that nodes pass on: Airflow's own, few, and of nobody's DAG."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from aeolus_node.metrics import BY_A_CLUSTER, BY_A_SINGLE_NODE

TABLE = Path(__file__).with_name("airflow-3.3.2-metrics.txt")
KINDS: dict[str, tuple[str, str]] = {
    name: (kind, legacy)
    for kind, name, legacy in (
        line.split() for line in TABLE.read_text().splitlines() if not line.startswith("#")
    )
}
# Of these there is one a node or one in all, whatever they are told by.
ONE_A_NODE = {"{hostname}", "{executor_class_name}"}


def known(name: str) -> str:
    """Return the kind of a metric, found by its name or by the pool's at the end of it."""
    if name in KINDS:
        return KINDS[name][0]
    return KINDS[name.removesuffix(".default_pool")][0]


@pytest.mark.parametrize("name", BY_A_CLUSTER)
def test_airflow_has_such_a_metric(name: str) -> None:
    assert known(name) in {"counter", "gauge", "timer"}


@pytest.mark.parametrize("name", [name for name in BY_A_CLUSTER if known(name) == "gauge"])
def test_a_gauge_is_told_once_for_all_not_again_for_each_dag_or_pool(name: str) -> None:
    _, legacy = KINDS.get(name, ("", ""))
    assert set(re.findall(r"\{\w+\}", legacy)) <= ONE_A_NODE


def test_each_once_and_no_more_than_forty_with_what_the_node_tells_of_itself() -> None:
    assert len(set(BY_A_CLUSTER)) == len(BY_A_CLUSTER)
    assert len(BY_A_CLUSTER) <= 40 - 5


def test_a_single_node_passes_on_some_of_them() -> None:
    assert set(BY_A_SINGLE_NODE) < set(BY_A_CLUSTER)

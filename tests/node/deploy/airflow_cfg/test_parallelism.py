"""How many tasks a scheduler lets run at a time."""

from __future__ import annotations

import pytest

from aeolus_node.airflow_cfg import Endpoints, airflow_cfg, parallelism
from support.environments import environment

ENDPOINTS = Endpoints(bucket="b", web_url="https://x", execution_url="https://y/execution/")


def test_as_many_tasks_may_run_as_all_groups_hold_at_their_maximum() -> None:
    groups = {
        name: {"instance_types": ["t4g.small"], "queues": [name], **sizes}
        for name, sizes in {
            "default": {"max_size": 6, "concurrency": 8},
            "heavy": {"max_size": 4, "concurrency": 4},
        }.items()
    }
    assert parallelism(environment(changes={"workers": groups})) == 64
    groups = {name: {**group, "max_size": 0} for name, group in groups.items()}
    assert parallelism(environment(changes={"workers": groups})) == 1


def test_a_single_node_lets_run_what_its_worker_takes() -> None:
    assert parallelism(environment("single_node", {"single_node.concurrency": 3})) == 3


@pytest.mark.parametrize("option", ["parallelism", "Parallelism", "PARALLELISM"])
def test_what_the_file_sets_is_in_everybodys_airflow_cfg_alone(option: str) -> None:
    ours = environment(changes={"airflow.config": {"core": {option: 0}}})
    assert parallelism(ours) is None
    assert "parallelism = 0\n" in airflow_cfg(ours, ENDPOINTS)


def test_it_is_not_in_the_one_airflow_cfg_or_a_new_maximum_would_replace_every_worker() -> None:
    assert "parallelism" not in airflow_cfg(environment(), ENDPOINTS)

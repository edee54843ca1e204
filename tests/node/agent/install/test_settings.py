"""What differs by node reaches its daemons by their environment."""

from __future__ import annotations

from dataclasses import replace

from aeolus_agent.install.settings import daemon_settings
from support.node_descriptions import MASTER, WORKER


def test_a_master_is_told_of_its_processes_and_of_whom_to_believe() -> None:
    assert daemon_settings(MASTER).splitlines() == [
        'AWS_DEFAULT_REGION="us-east-1"',
        'AEOLUS_API_WORKERS="2"',
        'FORWARDED_ALLOW_IPS="10.0.0.0/20"',
        'AIRFLOW__CORE__PARALLELISM="32"',
    ]


def test_airflow_cfg_alone_says_how_many_tasks_run_where_the_file_sets_it() -> None:
    """A variable would be over it."""
    assert "PARALLELISM" not in daemon_settings(replace(MASTER, parallelism=None))


def test_a_worker_is_told_of_its_work() -> None:
    assert daemon_settings(WORKER).splitlines() == [
        'AWS_DEFAULT_REGION="us-east-1"',
        'AEOLUS_QUEUES="default"',
        'AEOLUS_CONCURRENCY="8"',
    ]

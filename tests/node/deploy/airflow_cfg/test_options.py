"""What `airflow.cfg` says: names that Airflow knows, values that follow from the deployment."""

from __future__ import annotations

import re
from configparser import ConfigParser
from pathlib import Path
from typing import Any

import pytest

from aeolus_agent import places
from aeolus_config.rules.owned_options import INDIRECT, ownership
from aeolus_node.airflow_cfg import Endpoints, airflow_cfg
from aeolus_node.airflow_cfg.options import Sections, deployed_options, metrics
from aeolus_node.metrics import BY_A_CLUSTER, BY_A_SINGLE_NODE
from support.environments import BASES, environment

ENDPOINTS = Endpoints(
    bucket="aeolus-test-storage",
    web_url="https://airflow.example.com",
    execution_url="https://execution-airflow.example.com/execution/",
)
LISTED = (Path(__file__).parent / "options_of_airflow_3.3.2.txt").read_text().splitlines()
KNOWN = {line.split()[0] for line in LISTED}
SENSITIVE = {line.split()[0] for line in LISTED if line.endswith(" sensitive")}
PASSED_TO_CELERY = "celery_broker_transport_options"
"""A section that Airflow hands on whole, whatever is in it."""

OVERRIDABLE = {
    "core.load_examples": "somebody may want to see them",
    "database.sql_alchemy_pool_size": "the rule of connections reads the override",
    "database.sql_alchemy_max_overflow": "the rule of connections reads the override",
    "celery.result_backend_sqlalchemy_engine_options": "tuning",
    "celery.worker_prefetch_multiplier": "tuning",
    "celery.operation_timeout": "tuning",
    "celery.task_publish_max_retries": "tuning",
    "celery.extra_celery_config": "tuning",
    "celery_broker_transport_options.socket_keepalive": "tuning",
    "scheduler.scheduler_health_check_threshold": "a clock",
    "scheduler.orphaned_tasks_check_interval": "a clock",
    "scheduler.task_queued_timeout_check_interval": "a clock",
    "scheduler.task_instance_heartbeat_timeout": "a clock",
    "scheduler.task_instance_heartbeat_timeout_detection_interval": "a clock",
    "workers.min_heartbeat_interval": "a clock",
    "workers.max_failed_heartbeats": "a clock",
    "workers.execution_api_retries": "a clock",
    "workers.execution_api_retry_wait_min": "a clock",
    "workers.execution_api_retry_wait_max": "a clock",
    "workers.execution_api_timeout": "a clock",
    "dag_processor.bundle_refresh_check_interval": "a clock",
    "dag_processor.min_file_process_interval": "a clock",
    "dag_processor.stale_bundle_cleanup_interval": "who wants Airflow to remove versions, too",
    "logging.delete_local_logs": "who has the disk for it may keep them",
    "logging.colored_console_log": "taste",
    "api.server_type": "uvicorn, which is Airflow's default",
}
"""Options that we set and anybody may set otherwise, with why."""


def sections(base: str = "cluster", changes: dict[str, Any] | None = None) -> Sections:
    return deployed_options(environment(base, changes), ENDPOINTS)


def named(found: Sections) -> set[str]:
    return {f"{section}.{option}" for section, options in found.items() for option in options}


@pytest.mark.parametrize("base", BASES)
def test_every_option_is_one_that_airflow_knows(base: str) -> None:
    for name in named(sections(base)):
        section, _, option = name.partition(".")
        if section == PASSED_TO_CELERY:
            continue
        if option.endswith(INDIRECT):
            assert name.removesuffix("_cmd") in SENSITIVE, "Airflow runs no command for another"
        else:
            assert name in KNOWN


@pytest.mark.parametrize("base", BASES)
def test_every_option_is_the_deployments_own_or_meant_to_be_overridden(base: str) -> None:
    free = {name for name in named(sections(base)) if ownership(*name.split(".")) is None}
    assert free <= OVERRIDABLE.keys()


def test_nothing_is_listed_as_overridable_that_is_not_set_or_is_owned() -> None:
    every = {name for base in BASES for name in named(sections(base))}
    assert OVERRIDABLE.keys() <= every
    assert [name for name in OVERRIDABLE if ownership(*name.split("."))] == []


@pytest.mark.parametrize(
    ("section", "option", "value"),
    [
        ("core", "executor", "CeleryExecutor"),
        ("core", "execution_api_server_url", ENDPOINTS.execution_url),
        ("core", "hostname_callable", "airflow.utils.net.getfqdn"),
        ("core", "load_examples", False),
        ("api", "base_url", ENDPOINTS.web_url),
        ("fab", "cookie_secure", True),
        ("celery", "worker_prefetch_multiplier", 1),
        ("celery", "task_acks_late", True),
        ("celery", "flower_url_prefix", "/flower"),
        ("celery", "ssl_active", True),
        ("celery", "ssl_mutual_tls", False),
        ("celery", "ssl_cacert", "/run/aeolus/authorities.pem"),
        ("celery_broker_transport_options", "visibility_timeout", 24 * 3600),
        ("scheduler", "enable_health_check", True),
        ("scheduler", "scheduler_health_check_server_port", 8974),
        ("scheduler", "task_queued_timeout", 1800),
        ("logging", "remote_logging", True),
        ("logging", "remote_base_log_folder", "s3://aeolus-test-storage/logs"),
        ("dag_processor", "refresh_interval", 20),
        ("dag_processor", "dag_bundle_storage_path", str(places.DAGS)),
    ],
)
def test_a_cluster_has(section: str, option: str, value: object) -> None:
    assert sections()[section][option] == value


@pytest.mark.parametrize(
    ("path", "given", "section", "option", "value"),
    [
        ("airflow.task_queued_timeout_seconds", 900, "scheduler", "task_queued_timeout", 900),
        (
            "broker.visibility_timeout_hours",
            30.5,
            "celery_broker_transport_options",
            "visibility_timeout",
            109800,
        ),
        (
            "dags",
            {"source": "s3", "refresh_interval_seconds": 7},
            "dag_processor",
            "refresh_interval",
            7,
        ),
    ],
)
def test_a_clock_is_that_of_the_environment(
    path: str, given: object, section: str, option: str, value: object
) -> None:
    assert sections(changes={path: given})[section][option] == value


def test_every_secret_is_read_from_the_daemons_own_credentials() -> None:
    found = sections()
    commands = {
        f"{section}.{option}": value
        for section, options in found.items()
        for option, value in options.items()
        if option.endswith("_cmd")
    }
    assert commands == {
        f"{name}_cmd": f"/opt/aeolus/bin/credential {credential}"
        for name, credential in {
            "core.fernet_key": "fernet_key",
            "api.secret_key": "api_secret_key",
            "api_auth.jwt_secret": "jwt_secret",
            "database.sql_alchemy_conn": "sql_alchemy_conn",
            "database.sql_alchemy_conn_async": "sql_alchemy_conn_async",
            "celery.broker_url": "broker_url",
            "celery.result_backend": "result_backend",
            "celery.flower_basic_auth": "flower_basic_auth",
        }.items()
    }
    assert not named(found) & SENSITIVE


def test_a_single_nodes_broker_is_on_the_machine_and_without_tls() -> None:
    assert not {"ssl_active", "ssl_cacert"} & set(sections("single_node")["celery"])


def test_a_cookie_is_for_https_alone_only_where_there_is_https() -> None:
    plain = Endpoints(bucket="b", web_url="http://airflow.internal", execution_url="http://x/")
    assert deployed_options(environment(), plain)["fab"]["cookie_secure"] is False


@pytest.mark.parametrize(
    ("base", "names"), [("cluster", BY_A_CLUSTER), ("single_node", BY_A_SINGLE_NODE)]
)
def test_airflow_sends_the_metrics_that_nodes_pass_on_by_their_whole_names(
    base: str, names: tuple[str, ...]
) -> None:
    patterns = str(sections(base)["metrics"]["metrics_allow_list"]).split(",")
    assert patterns == [f"^{name}$" for name in names]
    assert all(re.match(pattern, name) for pattern, name in zip(patterns, names, strict=True))


def test_metrics_that_the_file_names_are_passed_on_besides_each_once() -> None:
    named_too = environment(
        "single_node", {"alarms": {"metrics": ["ti_successes", "scheduler_heartbeat"]}}
    )
    assert metrics(named_too) == (*BY_A_SINGLE_NODE, "ti_successes")


@pytest.mark.parametrize("base", BASES)
def test_the_text_reads_back_as_what_was_set(base: str) -> None:
    parser = ConfigParser()
    parser.read_string(airflow_cfg(environment(base), ENDPOINTS))
    read = {section: dict(parser[section]) for section in parser.sections()}
    assert read == {
        section: {option: str(value) for option, value in options.items()}
        for section, options in sections(base).items()
    }

"""What a deployment sets in `airflow.cfg`: a section each, options by Airflow's names."""

from __future__ import annotations

import json

from aeolus_agent import places, ports
from aeolus_config.model import Environment, Topology
from aeolus_config.rules.connections import MAX_OVERFLOW, POOL_SIZE
from aeolus_node.metrics import BY_A_CLUSTER, BY_A_SINGLE_NODE

from . import timings
from .dag_source import bundles, clean_up
from .endpoints import Endpoints

HOUR = 3600

Option = str | int | float | bool
Sections = dict[str, dict[str, Option]]

FLOWER_PREFIX = "/flower"
"""The path of Flower at the web entrance."""
STATSD_PORT = 8125
"""The agent listens there."""


def deployed_options(environment: Environment, endpoints: Endpoints) -> Sections:
    """Return the options that follow from what is deployed, the same on every node.

    What differs by node (queues, concurrency, api-server processes, the scheduler's parallelism)
    is an argument or a variable of its daemon.
    Options `*_cmd` are read when a daemon starts; each daemon has its own credentials alone.
    """
    return {
        "core": {
            "executor": "CeleryExecutor",
            "auth_manager": ("airflow.providers.fab.auth_manager.fab_auth_manager.FabAuthManager"),
            "execution_api_server_url": endpoints.execution_url,
            # A name that the VPC's resolver knows, so that the web can fetch logs from there.
            "hostname_callable": "airflow.utils.net.getfqdn",
            "fernet_key_cmd": _credential("fernet_key"),
            "load_examples": False,
        },
        "api": {
            "base_url": endpoints.web_url,
            "secret_key_cmd": _credential("api_secret_key"),
            # Its processes are forked: two take half the memory and time of uvicorn's two.
            "server_type": "gunicorn",
        },
        "api_auth": {"jwt_secret_cmd": _credential("jwt_secret")},
        "fab": {"cookie_secure": endpoints.web_url.startswith("https:")},
        "database": {
            "sql_alchemy_conn_cmd": _credential("sql_alchemy_conn"),
            "sql_alchemy_conn_async_cmd": _credential("sql_alchemy_conn_async"),
            "sql_alchemy_pool_size": POOL_SIZE,
            "sql_alchemy_max_overflow": MAX_OVERFLOW,
        },
        "celery": _celery(environment),
        "celery_broker_transport_options": {
            "visibility_timeout": int(environment.broker.visibility_timeout_hours * HOUR),
            # A worker waits for a task without end; only this tells it that the broker is gone.
            "socket_keepalive": True,
        },
        "scheduler": {
            "enable_health_check": True,
            "scheduler_health_check_server_host": "127.0.0.1",
            "scheduler_health_check_server_port": ports.SCHEDULER_HEALTH,
            "scheduler_health_check_threshold": timings.SCHEDULER_HEALTH_SECONDS,
            "orphaned_tasks_check_interval": timings.ORPHANS_CHECK_SECONDS,
            "task_queued_timeout": environment.airflow.task_queued_timeout_seconds,
            "task_queued_timeout_check_interval": timings.QUEUED_CHECK_SECONDS,
            "task_instance_heartbeat_timeout": timings.HEARTBEAT_TIMEOUT_SECONDS,
            "task_instance_heartbeat_timeout_detection_interval": timings.HEARTBEATS_CHECK_SECONDS,
        },
        "workers": {
            "min_heartbeat_interval": timings.HEARTBEAT_SECONDS,
            "max_failed_heartbeats": timings.FAILED_HEARTBEATS,
            "execution_api_retries": timings.API_TRIES,
            "execution_api_retry_wait_min": timings.API_RETRY_WAIT_SECONDS,
            "execution_api_retry_wait_max": timings.API_RETRY_WAIT_SECONDS,
            "execution_api_timeout": timings.API_TIMEOUT_SECONDS,
        },
        "dag_processor": {
            "dag_bundle_config_list": json.dumps(bundles(environment.dags, endpoints.bucket)),
            "dag_bundle_storage_path": str(places.DAGS),
            "refresh_interval": environment.dags.refresh_interval_seconds,
            "bundle_refresh_check_interval": timings.BUNDLE_CHECK_SECONDS,
            **clean_up(environment.dags),
            "min_file_process_interval": timings.PARSE_SECONDS,
        },
        "logging": {
            "base_log_folder": str(places.TASK_LOGS),
            "remote_logging": True,
            "remote_base_log_folder": f"s3://{endpoints.bucket}/logs",
            "delete_local_logs": True,
            # Into the journal, and with it to CloudWatch: nothing else would ever delete the files.
            "dag_processor_log_target": "stdout",
            "colored_console_log": False,
            "worker_log_server_port": ports.WORKER_LOG,
            "trigger_log_server_port": ports.TRIGGERER_LOG,
        },
        "metrics": {
            "statsd_on": True,
            "statsd_host": "localhost",
            "statsd_port": STATSD_PORT,
            "statsd_prefix": "airflow",
            "metrics_allow_list": ",".join(f"^{name}$" for name in metrics(environment)),
        },
    }


def metrics(environment: Environment) -> tuple[str, ...]:
    """Return the names of Airflow's metrics that nodes pass on."""
    single = environment.topology is Topology.SINGLE_NODE
    usual = BY_A_SINGLE_NODE if single else BY_A_CLUSTER
    return tuple(dict.fromkeys([*usual, *environment.alarms.metrics]))


def _celery(environment: Environment) -> dict[str, Option]:
    options: dict[str, Option] = {
        "broker_url_cmd": _credential("broker_url"),
        "result_backend_cmd": _credential("result_backend"),
        "result_backend_sqlalchemy_engine_options": json.dumps({"pool_pre_ping": True}),
        # A worker takes what it can start, and gives it back when it dies.
        "worker_prefetch_multiplier": 1,
        "task_acks_late": True,
        "operation_timeout": timings.SEND_TIMEOUT_SECONDS,
        "task_publish_max_retries": timings.SEND_TRIES,
        "extra_celery_config": json.dumps({"task_publish_retry_policy": timings.SEND_RETRY_POLICY}),
        "flower_host": "0.0.0.0",
        "flower_port": ports.FLOWER,
        "flower_url_prefix": FLOWER_PREFIX,
        "flower_basic_auth_cmd": _credential("flower_basic_auth"),
    }
    if environment.topology is Topology.CLUSTER:
        options |= {
            "ssl_active": True,
            "ssl_mutual_tls": False,
            "ssl_cacert": str(places.AUTHORITIES),
        }
    return options


def _credential(name: str) -> str:
    return f"{places.CREDENTIAL} {name}"

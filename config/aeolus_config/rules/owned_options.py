"""Options of `airflow.cfg` that the deployer writes itself, each with what to use instead."""

from __future__ import annotations

from fnmatch import fnmatchcase

SECRET = "it is generated, kept in Secrets Manager and given to the nodes"
ADDRESS = "it follows from what is deployed"
PARTS = "the nodes are built for it"

OWNED: dict[str, tuple[str, str]] = {
    "core.executor": (PARTS, "worker groups come with the CeleryExecutor"),
    "core.fernet_key": (SECRET, ""),
    "core.auth_manager": (PARTS, "roles and logins come with the FAB auth manager"),
    "core.execution_api_server_url": (ADDRESS, "web.domain gives it its name"),
    "core.hostname_callable": (PARTS, ""),
    "core.dags_folder": (ADDRESS, "use dags"),
    "database.sql_alchemy_conn": (SECRET, ""),
    "database.sql_alchemy_conn_async": (SECRET, ""),
    "celery.broker_url": (SECRET, "use broker"),
    "celery.result_backend": (SECRET, "it is in the metastore"),
    "celery.worker_concurrency": (PARTS, "use workers.<group>.concurrency"),
    "celery.worker_autoscale": (PARTS, "use workers.<group>.concurrency"),
    "celery.task_acks_late": (PARTS, "a dead worker's tasks are given back"),
    "celery.ssl_*": (ADDRESS, "the broker always has TLS"),
    "celery.flower_*": (ADDRESS, "Flower is behind the web load balancer"),
    "celery_broker_transport_options.visibility_timeout": (
        PARTS,
        "use broker.visibility_timeout_hours",
    ),
    "api.secret_key": (SECRET, ""),
    "api.base_url": (ADDRESS, "use web.domain"),
    "api.host": (ADDRESS, ""),
    "api.port": (ADDRESS, ""),
    "api.workers": (PARTS, "use masters.api_server_workers"),
    "api.ssl_*": (ADDRESS, "use web.certificate_arn"),
    "api_auth.jwt_*": (SECRET, ""),
    "fab.cookie_secure": (ADDRESS, "web.certificate_arn or web.hosted_zone_id bring HTTPS"),
    "webserver.secret_key": (SECRET, ""),
    "webserver.base_url": (ADDRESS, "use web.domain"),
    "logging.remote_*": (ADDRESS, "logs go to the environment's bucket"),
    "logging.base_log_folder": (PARTS, ""),
    "logging.dag_processor_log_target": (
        PARTS,
        "daemons write to the journal, and so to CloudWatch",
    ),
    "logging.encrypt_s3_logs": (PARTS, "the bucket encrypts"),
    "logging.worker_log_server_port": (PARTS, ""),
    "logging.trigger_log_server_port": (PARTS, ""),
    "scheduler.enable_health_check": (PARTS, "failover reads it"),
    "scheduler.scheduler_health_check_server_*": (PARTS, "failover reads it"),
    "scheduler.task_queued_timeout": (PARTS, "use airflow.task_queued_timeout_seconds"),
    "dag_processor.dag_bundle_config_list": (ADDRESS, "use dags"),
    "dag_processor.dag_bundle_storage_path": (PARTS, ""),
    "dag_processor.refresh_interval": (PARTS, "use dags.refresh_interval_seconds"),
    "metrics.statsd_on": (PARTS, "alarms and failover read the metrics"),
    "metrics.statsd_host": (PARTS, "the node passes them on to CloudWatch"),
    "metrics.statsd_port": (PARTS, "the node passes them on to CloudWatch"),
    "metrics.statsd_prefix": (PARTS, "the node passes them on to CloudWatch"),
    "metrics.metrics_*_list": (PARTS, "use alarms.metrics"),
    "metrics.legacy_names_on": (PARTS, "the metric of the default pool has such a name"),
}
"""`section.option`, in which `*` stands for any ending → why it is owned, what to use instead."""

INDIRECT = ("_cmd", "_secret")
"""Endings by which Airflow reads an option from a command or a secrets backend."""


def ownership(section: str, option: str) -> tuple[str, str] | None:
    """Return why the deployer owns an option, and what to use instead; None when it does not."""
    name = f"{section}.{option}".lower()
    candidates = [name, *(name.removesuffix(each) for each in INDIRECT if name.endswith(each))]
    for candidate in candidates:
        for pattern, told in OWNED.items():
            if fnmatchcase(candidate, pattern):
                return told
    return None

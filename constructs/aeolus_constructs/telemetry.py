"""Where nodes send logs and metrics: the names that nodes, dashboard and alarms agree on."""

from __future__ import annotations

from .deployment import Deployment

MASTER_LOGS = ("node", "api-server", "scheduler", "dag-processor", "triggerer", "flower")
"""Log groups of a master: the node's own and one a daemon, by Airflow's names."""
WORKER_LOGS = ("node", "worker")
NODE_LOGS = (*MASTER_LOGS, "worker")
"""Every log group that some node writes to."""

SCHEDULER_HEARTBEAT = "scheduler_heartbeat"
"""Metric: heartbeats of the scheduler's loop (Airflow, "Metrics", counters)."""


def log_group_name(deployment: Deployment, log: str) -> str:
    """Return `/aeolus/<environment>/<log>`."""
    return f"/aeolus/{deployment.environment}/{log}"


def metric_namespace(deployment: Deployment) -> str:
    """Return `Aeolus/<environment>`: no node can feed another environment's alarms."""
    return f"Aeolus/{deployment.environment}"

"""Where nodes send logs and metrics: the names that nodes, dashboard and alarms agree on."""

from __future__ import annotations

from .deployment import Deployment

MASTER_LOGS = ("node", "api-server", "scheduler", "dag-processor", "triggerer", "flower")
"""Log groups of a master: the node's own and one a daemon, by Airflow's names."""
WORKER_LOGS = ("node", "worker")
NODE_LOGS = (*MASTER_LOGS, "worker")
"""Every log group that some node writes to."""


def log_group_prefix(deployment: Deployment) -> str:
    """Return `/aeolus/<environment>`; below it is a group for each of the logs."""
    return f"/aeolus/{deployment.environment}"


def log_group_name(deployment: Deployment, log: str) -> str:
    """Return `/aeolus/<environment>/<log>`."""
    return f"{log_group_prefix(deployment)}/{log}"


def metric_namespace(deployment: Deployment) -> str:
    """Return `Aeolus/<environment>`: no node can feed another environment's alarms."""
    return f"Aeolus/{deployment.environment}"

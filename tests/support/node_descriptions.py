"""Nodes as their user data describes them: a master and a worker."""

from __future__ import annotations

from dataclasses import replace

from aeolus_agent.description import (
    Acme,
    Broker,
    Database,
    Lease,
    Leaving,
    NodeDescription,
    Role,
    Serving,
    Work,
)
from aeolus_agent.git_access import GitAccess


def arn(name: str) -> str:
    """Return the ARN of a secret."""
    return f"arn:aws:secretsmanager:us-east-1:123456789012:secret:aeolus-test-{name}-a1b2c3"


LEASE = Lease(
    table="aeolus-test-scheduler",
    function="aeolus-test-scheduler-failover",
    exclusive=True,
    renew_seconds=2.0,
    stop_seconds=6.0,
    ttl_seconds=10.0,
)

MASTER = NodeDescription(
    environment="test",
    region="us-east-1",
    role=Role.MASTER,
    group="",
    airflow_version="3.3.2",
    bucket="aeolus-test-storage",
    dags_prefix="dags",
    log_group="/aeolus/test",
    metric_namespace="Aeolus/test",
    autoscaling_group="aeolus-test-masters",
    secrets={
        name: arn(name.replace("_", "-"))
        for name in (
            "fernet_key",
            "api_secret_key",
            "jwt_secret",
            "admin_password",
            "metastore_password",
            "result_backend_password",
            "broker_token",
        )
    },
    metastore=Database("metastore.test", 5432, "airflow", "airflow"),
    result_backend=Database("metastore.test", 5432, "airflow_results", "airflow_results"),
    broker=Broker("broker.test", 6379, visibility_timeout_seconds=86400),
    serving=Serving(workers=2, trusted_proxies=("10.0.0.0/20",)),
    lease=LEASE,
    parallelism=32,
)

ACME = Acme("ops@example.com", "https://acme.example.com/directory", "Z0123456789ABCDEFGHIJ")

HTTPS = GitAccess("git.example.com", 443, ssh=False)
SSH = GitAccess("git.example.com", 22, ssh=True, host_keys=("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5",))


def private(node: NodeDescription, git: GitAccess = HTTPS) -> NodeDescription:
    """Return a node whose DAGs come from a private repository."""
    secrets = {**node.secrets, "git_credentials": arn("git")}
    return replace(node, dags_prefix="", secrets=secrets, git=git)


EACH_SCHEDULES = replace(MASTER, lease=replace(LEASE, exclusive=False))
"""A master where every master's scheduler runs."""

WORKER = replace(
    MASTER,
    role=Role.WORKER,
    group="default",
    autoscaling_group="aeolus-test-worker_default",
    secrets={
        name: MASTER.secrets[name]
        for name in ("fernet_key", "api_secret_key", "result_backend_password", "broker_token")
    },
    serving=None,
    lease=None,
    parallelism=None,
    work=Work(concurrency=8, queues=("default",)),
    leaving=Leaving("drain", heartbeat_timeout_seconds=1728.0, deadline_seconds=43200.0),
)

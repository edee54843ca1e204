"""What an instance is told of itself: `/etc/aeolus/node.json`, written by its user data.

The deployer's side makes a `NodeDescription` and renders it; the instance reads it back. There is
no secret in it, only where secrets are.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any

from aeolus_agent.git_access import GitAccess


class Role(StrEnum):
    """What a node is for."""

    MASTER = "master"
    WORKER = "worker"
    SINGLE_NODE = "single_node"

    @property
    def schedules(self) -> bool:
        """Whether its daemons hold the metadata: all but a worker's."""
        return self is not Role.WORKER

    @property
    def works(self) -> bool:
        """Whether it runs tasks."""
        return self is not Role.MASTER


@dataclass(frozen=True)
class Database:
    """A database on a PostgreSQL server, and the role that owns it."""

    host: str
    port: int
    name: str
    user: str


@dataclass(frozen=True)
class Broker:
    """The Celery broker: Valkey or Redis, by TLS unless it is on the node itself."""

    host: str
    port: int
    visibility_timeout_seconds: int


@dataclass(frozen=True)
class Work:
    """What a node that runs tasks takes on."""

    concurrency: int
    queues: tuple[str, ...]


@dataclass(frozen=True)
class Leaving:
    """The lifecycle hook that holds a worker that leaves; its tasks have until the deadline."""

    hook: str
    heartbeat_timeout_seconds: float
    deadline_seconds: float


@dataclass(frozen=True)
class Serving:
    """How a node's api-servers run: processes each, and whose `X-Forwarded-*` they believe."""

    workers: int
    trusted_proxies: tuple[str, ...]


@dataclass(frozen=True)
class Lease:
    """Where masters agree on who schedules, and the function that they tell; times in seconds.

    Unless it is `exclusive` each master schedules, and says there only how it is.
    """

    table: str
    function: str
    exclusive: bool
    renew_seconds: float
    stop_seconds: float
    ttl_seconds: float


@dataclass(frozen=True)
class SsmAgent:
    """Systems Manager's agent: its version, and the package's SHA-256 by Debian's architecture."""

    version: str
    sha256: dict[str, str]


@dataclass(frozen=True)
class Lasting:
    """What outlives a single node, and the next one takes for itself.

    `address_id` is the allocation of its public address; `web_name` is what people open: a domain,
    or that address.
    """

    volume_id: str
    address_id: str
    web_name: str


@dataclass(frozen=True)
class Acme:
    """An authority that signs a single node's certificate, the account with it, and the Route 53
    zone in which the node proves its name."""

    email: str
    directory_url: str
    hosted_zone_id: str


@dataclass(frozen=True)
class NodeDescription:
    """A node of an environment.

    `group` is the worker group's name, empty on other roles. `secrets` are ARNs by the names in
    `aeolus_agent.secrets`, those that the role may read. `log_group` + `/<daemon>` is where a
    daemon's log goes. `dags_prefix` is a folder of `bucket`, without a slash at the end; empty
    where DAGs do not come from the bucket.
    """

    environment: str
    region: str
    role: Role
    group: str
    airflow_version: str
    bucket: str
    dags_prefix: str
    log_group: str
    metric_namespace: str
    autoscaling_group: str
    secrets: dict[str, str]
    metastore: Database
    result_backend: Database
    broker: Broker
    work: Work | None = None
    leaving: Leaving | None = None
    """Of workers."""
    prepare_hook: str | None = None
    """Of workers whose group has a warm pool: what holds one until it is prepared."""
    serving: Serving | None = None
    lease: Lease | None = None
    """Of masters."""
    parallelism: int | None = None
    """Of nodes that schedule: `[core] parallelism`, unless the `airflow.cfg` of all sets it."""
    metrics: tuple[str, ...] = field(default=())
    """Names of Airflow's metrics that are passed on."""
    ssm_agent: SsmAgent | None = None
    """None where no version is pinned."""
    lasting: Lasting | None = None
    """Of a single node."""
    acme: Acme | None = None
    """Of a single node that does not sign its certificate itself."""
    git: GitAccess | None = None
    """None where DAGs come from elsewhere, or from a repository that everybody may read."""

    def dumps(self) -> str:
        """Return the description as JSON; the same description, the same bytes."""
        return json.dumps(asdict(self), sort_keys=True, separators=(",", ":"))

    @classmethod
    def loads(cls, text: str) -> NodeDescription:
        """Return the description that `dumps` wrote. Raises KeyError and TypeError for another."""
        found: dict[str, Any] = json.loads(text)
        work, serving, ssm_agent = found["work"], found["serving"], found["ssm_agent"]
        lasting, lease, leaving = found["lasting"], found["lease"], found["leaving"]
        acme, git = found["acme"], found["git"]
        return cls(
            **{
                **found,
                "role": Role(found["role"]),
                "metastore": Database(**found["metastore"]),
                "result_backend": Database(**found["result_backend"]),
                "broker": Broker(**found["broker"]),
                "work": Work(work["concurrency"], tuple(work["queues"])) if work else None,
                "leaving": Leaving(**leaving) if leaving else None,
                "serving": Serving(serving["workers"], tuple(serving["trusted_proxies"]))
                if serving
                else None,
                "lease": Lease(**lease) if lease else None,
                "metrics": tuple(found["metrics"]),
                "ssm_agent": SsmAgent(**ssm_agent) if ssm_agent else None,
                "lasting": Lasting(**lasting) if lasting else None,
                "acme": Acme(**acme) if acme else None,
                "git": GitAccess.of(git) if git else None,
            }
        )

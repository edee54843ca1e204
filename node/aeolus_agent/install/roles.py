"""Which units and packages a node has, by what it is for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from aeolus_agent.description import NodeDescription, Role
from aeolus_agent.secrets import Secret

from .packages import package_groups

TARGET = "airflow.target"
CREDENTIALS = "aeolus-credentials.service"
MIGRATE = "aeolus-migrate.service"
LEASE = "aeolus-lease.service"
SCHEDULER = "airflow-scheduler.service"
LEASED = "leased.conf"
"""Of a scheduler that runs while its master holds the lease."""
DAG_PROCESSOR = "airflow-dag-processor.service"
BESIDE_SCHEDULER = "beside-scheduler.conf"
"""Of a dag-processor that runs where the scheduler does."""
WORKER = "airflow-worker.service"
READS_DAGS = (DAG_PROCESSOR, WORKER)
"""The others take what the dag-processor has written into the metastore."""
GIT = "git-config.conf"
"""Of those where DAGs come from a private repository."""
SCALE = "aeolus-scale.service"
"""On each master: one at a time scales the workers."""
LEAVE = "aeolus-leave.service"
"""What a worker of a group that ends it waits with."""
READY = "aeolus-ready.service"
"""What a worker waits for."""
POOLED = "pooled.conf"
"""Of that, where a group keeps workers prepared that are to take no task yet."""

VOLUME = "aeolus-volume.service"
OWNER = "aeolus-owner.service"

WEB = "aeolus-web.service"
GIVEN = "given-certificate.conf"
"""Of nginx where somebody else has signed its certificate."""
CERTIFICATE = ("aeolus-certificate.service", "aeolus-certificate.timer")
"""Of a single node whose certificate an authority signs."""

SSM_AGENT = "aeolus-ssm-agent.service"

_EVERYWHERE = (
    CREDENTIALS,
    "aeolus-refresh-credentials.service",
    "aeolus-refresh-credentials.timer",
    "aeolus-watch.service",
    "aeolus-logs.service",
    "aeolus-metrics.service",
)
_LASTING = (
    VOLUME,
    "var-lib-aeolus.mount",
    "aeolus-data.service",
    "aeolus-postgres.service",
    OWNER,
    "aeolus-broker.service",
    WEB,
    "aeolus-address.service",
)
"""What a single node has instead of a metastore, a broker and a load balancer."""
_REPLACED = ("postgresql.service", "redis-server.service", "nginx.service")
"""Debian's units of the same, which keep data on the root volume."""
_SCHEDULING = (
    "airflow-api-server.service",
    "airflow-execution-api.service",
    DAG_PROCESSOR,
    "airflow-triggerer.service",
    "airflow-flower.service",
    SCHEDULER,
)


@dataclass(frozen=True)
class RoleUnits:
    """The units of a node: `daemons` are Airflow's, `agent` is the rest.

    `unprompted` are those among them that no `[Install]` starts and that start with the others all
    the same. `more` are parts of units, drop-ins, that some of them have on this node.
    """

    daemons: tuple[str, ...]
    agent: tuple[str, ...]
    unprompted: tuple[str, ...] = ()
    more: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def all(self) -> tuple[str, ...]:
        """Every unit, the target too."""
        return (TARGET, *self.agent, *self.daemons)


def groups_of(node: NodeDescription) -> tuple[str, ...]:
    """Return the groups of Debian packages that a node installs, folders of the bundle's."""
    # DAGs that are not in the bucket are in a git repository.
    return package_groups(git=not node.dags_prefix, single_node=node.role is Role.SINGLE_NODE)


def masked_units(node: NodeDescription) -> tuple[str, ...]:
    """Return Debian's units that a node has packages of, and never starts."""
    return _REPLACED if node.role is Role.SINGLE_NODE else ()


def units_of(node: NodeDescription) -> RoleUnits:
    """Return the units of a node.

    Where one master's scheduler runs at a time, with a dag-processor beside it, who holds the lease
    decides; else each is started.
    """
    lasting = (*_LASTING, *(CERTIFICATE if node.acme else ())) if node.lasting else ()
    everywhere = (*_EVERYWHERE, *((SSM_AGENT,) if node.ssm_agent else ()), *lasting)
    scheduling = _SCHEDULING if node.role.schedules else ()
    working = (WORKER,) if node.role.works else ()
    daemons = (*scheduling, *working)
    more = {name: (GIT,) for name in READS_DAGS if node.git and name in daemons}
    everywhere += (READY,) if node.role.works else ()
    if not node.role.schedules:
        leaving = (LEAVE,) if node.leaving else ()
        pooled = {READY: (POOLED,)} if node.prepare_hook else {}
        return RoleUnits(daemons, (*everywhere, *leaving), more={**pooled, **more})
    scaling = (SCALE,) if node.role is Role.MASTER else ()
    agent = (*everywhere, MIGRATE, *((LEASE,) if node.lease else ()), *scaling)
    if node.lease and node.lease.exclusive:
        beside = (BESIDE_SCHEDULER, *more.get(DAG_PROCESSOR, ()))
        more = {**more, SCHEDULER: (LEASED,), DAG_PROCESSOR: beside}
        return RoleUnits(daemons, agent, more=more)
    given = {WEB: (GIVEN,)} if Secret.WEB_CERTIFICATE in node.secrets else {}
    unprompted = (SCHEDULER, DAG_PROCESSOR)
    return RoleUnits(daemons, agent, unprompted=unprompted, more={**given, **more})

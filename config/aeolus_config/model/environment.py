"""The environment model: everything that one file in `config/environments` may say."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from .airflow import AirflowConfig
from .base import AccountId, AmiId, AvailabilityZone, Model, Region
from .broker import BrokerConfig
from .dags import DagSource, S3Dags
from .format import Format
from .metastore import MetastoreConfig
from .network import NetworkConfig
from .nodes import MastersConfig, SingleNodeConfig, WorkerGroups
from .operations import AlarmsConfig, BudgetConfig
from .web import WebConfig

EnvironmentName = Annotated[
    str,
    Format(
        "a name of small letters, digits and hyphens", "prod", r"[a-z][a-z0-9]*(-[a-z0-9]+)*", 63
    ),
]
TagKey = Annotated[
    str, Format("letters, digits, spaces and _.:/=+@-", "owner", r"[\w .:/=+@-]+", 128)
]
TagValue = Annotated[
    str, Format("letters, digits, spaces and _.:/=+@-", "data", r"[\w .:/=+@-]*", 256)
]


class Topology(StrEnum):
    """`cluster`: masters and worker groups; `single_node`: everything on one machine."""

    CLUSTER = "cluster"
    SINGLE_NODE = "single_node"


class Architecture(StrEnum):
    """A processor architecture, as EC2 names it."""

    ARM64 = "arm64"
    X86_64 = "x86_64"


class Environment(Model):
    """One deployable environment; its name is the file's name."""

    name: EnvironmentName
    """Taken from the file's name, never written in the file."""
    topology: Topology
    """Machines that share the work, or one that does it all."""
    production: bool = False
    """True turns the rules for production on: Multi-AZ, deletion protection, backups."""
    hibernated: bool = False
    """True takes away what bills by the hour and keeps all data; `aeolus stop` sets it."""
    account_id: AccountId
    """Terraform refuses to touch any other account."""
    region: Region
    """The AWS region that everything is in."""
    availability_zones: tuple[AvailabilityZone, ...] = Field(min_length=1, max_length=6)
    """Zones of the region: two at least for a cluster, one for a single node."""
    tags: dict[TagKey, TagValue] = Field(default_factory=dict)
    """On every resource, beside `aeolus:environment`."""
    ami_id: dict[Architecture, AmiId]
    """Debian 12, one image per architecture in use; pinned, so that a boot is reproducible."""
    network: NetworkConfig = NetworkConfig()
    """A VPC of its own, or one that exists."""
    airflow: AirflowConfig = AirflowConfig()
    """Airflow's options, additions to it, and its clocks."""
    dags: DagSource = S3Dags()
    """Where DAGs come from: the environment's bucket, or git."""
    web: WebConfig
    """The web pages: name, certificate, and who may open them."""
    alarms: AlarmsConfig = AlarmsConfig()
    """Who hears of trouble, and how long logs are kept."""
    budget: BudgetConfig
    """What the environment may cost."""
    metastore: MetastoreConfig = MetastoreConfig()
    """Cluster only."""
    broker: BrokerConfig = BrokerConfig()
    """Cluster only."""
    masters: MastersConfig = MastersConfig()
    """Cluster only."""
    workers: WorkerGroups = Field(default_factory=dict)
    """Cluster only: worker groups by name."""
    single_node: SingleNodeConfig = SingleNodeConfig()
    """Single node only."""

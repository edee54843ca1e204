"""The environment model, one part a file."""

from .airflow import AirflowConfig
from .base import Model
from .broker import BrokerConfig, BrokerEngine
from .dags import DagSource, GitDags, S3Dags
from .environment import Architecture, Environment, Topology
from .metastore import MetastoreConfig
from .network import Egress, ExistingNetwork, NetworkConfig
from .nodes import (
    DrainConfig,
    MastersConfig,
    ScheduleConfig,
    SchedulerLease,
    SchedulerMode,
    SingleNodeConfig,
    WorkerGroupConfig,
)
from .operations import AlarmsConfig, BudgetConfig
from .warm_pool import PoolState, WarmPoolConfig
from .web import AcmeConfig, WebConfig

__all__ = [
    "AcmeConfig",
    "AirflowConfig",
    "AlarmsConfig",
    "Architecture",
    "BrokerConfig",
    "BrokerEngine",
    "BudgetConfig",
    "DagSource",
    "DrainConfig",
    "Egress",
    "Environment",
    "ExistingNetwork",
    "GitDags",
    "MastersConfig",
    "MetastoreConfig",
    "Model",
    "NetworkConfig",
    "PoolState",
    "S3Dags",
    "ScheduleConfig",
    "SchedulerLease",
    "SchedulerMode",
    "SingleNodeConfig",
    "Topology",
    "WarmPoolConfig",
    "WebConfig",
    "WorkerGroupConfig",
]

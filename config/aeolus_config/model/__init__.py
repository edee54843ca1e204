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
    "S3Dags",
    "ScheduleConfig",
    "SchedulerLease",
    "SchedulerMode",
    "SingleNodeConfig",
    "Topology",
    "WebConfig",
    "WorkerGroupConfig",
]

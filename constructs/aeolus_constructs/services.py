"""What the nodes of a cluster work with."""

from __future__ import annotations

from dataclasses import dataclass

from .broker import Broker
from .execution_entrance import ExecutionEntrance
from .metastore import Metastore
from .node_logs import NodeLogs
from .scheduler_failover import SchedulerFailover
from .web_entrance import WebEntrance


@dataclass(frozen=True)
class Services:
    """What the nodes of a cluster work with."""

    metastore: Metastore
    broker: Broker
    web: WebEntrance
    execution: ExecutionEntrance
    scheduler: SchedulerFailover
    logs: NodeLogs

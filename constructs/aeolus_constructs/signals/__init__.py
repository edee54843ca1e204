"""What to watch of each construct: its alarms, and its place on the dashboard."""

from .airflow import airflow_signals as airflow_signals
from .airflow import scheduler_signals as scheduler_signals
from .broker import broker_signals as broker_signals
from .certificate import certificate_signals as certificate_signals
from .entrances import execution_signals as execution_signals
from .entrances import web_signals as web_signals
from .failover import failover_signals as failover_signals
from .metastore import metastore_signals as metastore_signals
from .node_health import node_health_signals as node_health_signals
from .nodes import node_group_signals as node_group_signals
from .nodes import single_node_signals as single_node_signals
from .scaling import scaling_signals as scaling_signals
from .signals import Signals as Signals

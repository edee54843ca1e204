"""What to watch of nodes by what they tell of themselves, all of them by one series."""

from __future__ import annotations

from aeolus_agent.telemetry.metrics.names import DISK_USED, MEMORY_USED, NODE_UNHEALTHY
from aeolus_constructs.deployment import Deployment
from aeolus_constructs.telemetry import metric_namespace

from .alarm import Alarm
from .metric import Metric
from .signals import Signals
from .widget import Widget


def node_health_signals(deployment: Deployment) -> Signals:
    """Return the signals of the nodes' health: of the worst of them, as each tells its own."""

    def worst(name: str, label: str) -> Metric:
        return Metric(metric_namespace(deployment), name, {}, "Maximum", label)

    unhealthy, disk = worst(NODE_UNHEALTHY, "some node"), worst(DISK_USED, "fullest disk")
    return Signals(
        alarms=(_unhealthy(unhealthy), _filling(disk)),
        widgets=(
            Widget("Nodes: unhealthy", [unhealthy]),
            Widget("Nodes: % used on the worst", [disk, worst(MEMORY_USED, "memory")]),
        ),
    )


def _unhealthy(metric: Metric) -> Alarm:
    return Alarm(
        name="node_unhealthy",
        metrics=[metric],
        comparison="GreaterThanThreshold",
        threshold=0,
        # Longer than a node takes to boot, and than systemd tries to restart a daemon.
        period_seconds=60,
        periods=10,
        no_data="breaching",
        meaning="For ten minutes some node has not come up, or a daemon of it has not done its"
        " work; or no node tells anything at all.",
        cure="The node log group says which daemon of which instance, and why; then read that"
        " daemon's log group. Terminate the instance to have it replaced.",
    )


def _filling(metric: Metric) -> Alarm:
    return Alarm(
        name="disk_filling",
        metrics=[metric],
        comparison="GreaterThanThreshold",
        threshold=85,
        period_seconds=60,
        periods=5,
        no_data="missing",
        meaning="A volume of some node has been more than 85 % full for five minutes. When it is"
        " full, tasks and databases on it fail.",
        cure="The node log group says which volume of which instance. Raise volume_size, or"
        " data_volume_size of a single node, and deploy.",
    )

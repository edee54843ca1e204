"""What to watch of nodes (Amazon EC2 Auto Scaling User Guide, "CloudWatch metrics")."""

from __future__ import annotations

from collections.abc import Mapping

from .alarm import Alarm
from .metric import Metric
from .signals import Signals
from .widget import Widget


def node_group_signals(groups: Mapping[str, str]) -> Signals:
    """Return the signals of Auto Scaling groups, given as what they are called here → name."""
    in_service, wanted = (
        [_group(name, metric, label) for label, name in groups.items()]
        for metric in ("GroupInServiceInstances", "GroupDesiredCapacity")
    )
    return Signals(
        alarms=tuple(_below_desired(label, name) for label, name in groups.items()),
        widgets=(Widget("Nodes in service", in_service), Widget("Nodes wanted", wanted)),
    )


def single_node_signals(name: str) -> Signals:
    """Return the one alarm of a single node: with nothing to distribute, it runs or it does not."""
    status = Metric("AWS/EC2", "StatusCheckFailed", {"AutoScalingGroupName": name}, "Maximum")
    return Signals(
        alarms=(
            Alarm(
                name="node_status",
                metrics=[status],
                comparison="GreaterThanThreshold",
                threshold=0,
                # Longer than it takes to be replaced.
                period_seconds=60,
                periods=10,
                no_data="breaching",
                meaning="The node has failed EC2's status checks, or has not been there, for ten"
                " minutes, and its replacement has not cured it. Airflow is down.",
                cure=f"Read the activity history of Auto Scaling group {name}, then the console"
                " output of its instance.",
            ),
        )
    )


def _group(name: str, metric: str, label: str) -> Metric:
    return Metric("AWS/AutoScaling", metric, {"AutoScalingGroupName": name}, "Average", label)


def _below_desired(label: str, name: str) -> Alarm:
    return Alarm(
        name=f"capacity_{label}",
        metrics=[
            _group(name, "GroupDesiredCapacity", "wanted"),
            _group(name, "GroupInServiceInstances", "in service"),
        ],
        expression="m1 - m2",
        comparison="GreaterThanThreshold",
        threshold=0,
        # Longer than a launch, a refresh of one node and a second try take.
        period_seconds=60,
        periods=15,
        no_data="missing",
        meaning=f"Auto Scaling group {name} has had fewer nodes in service than wanted for 15"
        " minutes: launches fail, or nodes are replaced again and again.",
        cure="Read the group's activity history: capacity of the zone, quota, image, rights on the"
        " key; then the nodes' log group.",
    )

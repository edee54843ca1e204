"""One value of a metric, and which ones a group and the targets of load balancers have."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

_GROUP, _COUNT = "AutoScalingGroupName", "Count"
# Amazon EC2 Auto Scaling User Guide, "Available metrics and dimensions": by lifecycle states.
_STATES = {
    "GroupInServiceInstances": ("InService",),
    "GroupPendingInstances": ("Pending", "Pending:Wait", "Pending:Proceed"),
    "GroupStandbyInstances": ("Standby", "EnteringStandby"),
    "GroupTerminatingInstances": ("Terminating", "Terminating:Wait", "Terminating:Proceed"),
}
_TOTAL = "GroupTotalInstances"


@dataclass(frozen=True)
class Datum:
    """A value of a metric in a namespace of AWS's own."""

    namespace: str
    name: str
    value: float
    unit: str = _COUNT
    dimensions: Mapping[str, str] = field(default_factory=dict)


def of_instance(
    instance_id: str, group: str | None, failed: str | None, cpu_percent: float | None
) -> Iterator[Datum]:
    """Yield the metrics of an instance that fails a status check (`system`, `instance`) or none.

    Those of a group's instances are found by the group too. Amazon EC2 User Guide, "List the
    available CloudWatch metrics for your instances".
    """
    checks = {
        "StatusCheckFailed": failed is not None,
        "StatusCheckFailed_Instance": failed is not None,  # without power it does not respond
        "StatusCheckFailed_System": failed == "system",
    }
    found = [{"InstanceId": instance_id}, *([{_GROUP: group}] if group else [])]
    for dimensions in found:
        for name, fails in checks.items():
            yield Datum("AWS/EC2", name, float(fails), _COUNT, dimensions)
        if cpu_percent is not None:
            yield Datum("AWS/EC2", "CPUUtilization", cpu_percent, "Percent", dimensions)


def of_group(
    name: str, enabled: Iterable[str], sizes: Mapping[str, float], states: Sequence[str]
) -> Iterator[Datum]:
    """Yield the metrics of a group that are enabled, given its sizes and instances' states.

    `sizes` are its GroupMinSize, GroupMaxSize and GroupDesiredCapacity.
    """
    counts = {
        metric: float(sum(state in wanted for state in states))
        for metric, wanted in _STATES.items()
    }
    values = {**sizes, **counts, _TOTAL: sum(counts.values())}
    for metric in enabled:
        if metric in values:
            yield Datum("AWS/AutoScaling", metric, values[metric], _COUNT, {_GROUP: name})


def of_targets(
    target_group_arn: str, load_balancer_arns: Iterable[str], states: Sequence[str]
) -> Iterator[Datum]:
    """Yield how many targets of a group are healthy, for each load balancer that has the group.

    Elastic Load Balancing User Guide, "CloudWatch metrics for your Application Load Balancer".
    """
    healthy = states.count("healthy")
    unhealthy = sum(state.startswith("unhealthy") for state in states)
    for balancer in load_balancer_arns:
        name = balancer.partition("loadbalancer/")[2]
        namespace = "AWS/NetworkELB" if name.startswith("net/") else "AWS/ApplicationELB"
        dimensions = {"TargetGroup": target_group_arn.rpartition(":")[2], "LoadBalancer": name}
        yield Datum(namespace, "HealthyHostCount", healthy, _COUNT, dimensions)
        yield Datum(namespace, "UnHealthyHostCount", unhealthy, _COUNT, dimensions)

"""Publishes, minute by minute, the metrics that AWS publishes of what runs."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

from aeolus_sandbox.api import observations
from aeolus_sandbox.services.alarms.reading import seconds
from aeolus_sandbox.services.metrics import datum
from aeolus_sandbox.services.metrics.cpu import CpuMeter
from aeolus_sandbox.services.metrics.datum import Datum
from aeolus_sandbox.supervisor.node import Node
from aeolus_sandbox.supervisor.world import World

_MINUTE_S = 60.0
# CloudWatch keeps what is put each minute for 15 days; here a region that lives long stays small.
_KEPT_S = 3 * 3600.0


class Metrics:
    """The metrics of the region's instances, groups and load balancers."""

    name = "metrics"
    concerns: frozenset[str] = frozenset()

    def __init__(self, world: World, clock: Callable[[], float] = time.time) -> None:
        """`clock` tells the seconds since 1970."""
        self._world, self._clock = world, clock
        self._cpu = CpuMeter()

    @property
    def period_s(self) -> float | None:
        """A minute, or how often status checks are made."""
        return min(_MINUTE_S, self._world.status_check_s)

    def reconcile(self) -> None:
        """Put the values of this moment, and forget those of long ago."""
        now = self._clock()
        cloudwatch = self._world.backend("cloudwatch")
        for one in self._all(now):
            dimensions = [{"Name": key, "Value": value} for key, value in one.dimensions.items()]
            value = {
                "MetricName": one.name,
                "Value": one.value,
                "Unit": one.unit,
                "Dimensions": dimensions,
                # moto compares moments of UTC that do not say so.
                "Timestamp": datetime.fromtimestamp(now, UTC).replace(tzinfo=None),
            }
            cloudwatch.put_metric_data(one.namespace, [value])
        # In place: others put values meanwhile. Ours are in the order in which they were put.
        while cloudwatch.metric_data and _is_old(cloudwatch.metric_data[0], now - _KEPT_S):
            del cloudwatch.metric_data[0]

    def close(self) -> None:
        """Nothing goes on by itself."""

    def nodes(self) -> Sequence[Node]:
        """A metric runs nowhere."""
        return ()

    def _all(self, now: float) -> Iterator[Datum]:
        groups = list(self._world.backend("autoscaling").autoscaling_groups.values())
        members = {one.instance.id: group.name for group in groups for one in group.instance_states}
        for instance in self._world.backend("ec2").all_instances():
            if instance.state == "running":
                yield from self._of_instance(instance.id, members.get(instance.id), now)
        for group in groups:
            sizes = {
                "GroupMinSize": float(group.min_size),
                "GroupMaxSize": float(group.max_size),
                "GroupDesiredCapacity": float(group.desired_capacity),
            }
            states = [one.lifecycle_state for one in group.instance_states]
            yield from datum.of_group(group.name, group.metrics, sizes, states)
        yield from self._of_load_balancers()

    def _of_instance(self, instance: str, group: str | None, now: float) -> Iterator[Datum]:
        machine = self._world.machine(instance)
        cpu = self._cpu.percent(machine, now) if machine else None
        yield from datum.of_instance(instance, group, observations.impaired.get(instance), cpu)

    def _of_load_balancers(self) -> Iterator[Datum]:
        observed = dict(observations.target_health)
        if not observed:
            return
        described: Any = self._world.client("elbv2").describe_target_groups()
        for group in described["TargetGroups"]:
            arn = group["TargetGroupArn"]
            states = [health.state for key, health in observed.items() if key[0] == arn]
            yield from datum.of_targets(arn, group["LoadBalancerArns"], states)


def _is_old(value: Any, limit: float) -> bool:
    return seconds(value.timestamp) < limit

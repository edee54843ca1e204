"""The instances of a group as targets of its load balancers."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from aeolus_sandbox.api import observations
from aeolus_sandbox.api.observations import TargetHealth


def healthy(moto: Any, instance_id: str) -> bool | None:
    """Return what the group's load balancers say; None while none of them has judged."""
    states = {one.state for one in _observed(moto, instance_id)}
    if "unhealthy" in states:
        return False
    return True if "healthy" in states else None


def awaited(moto: Any, instance_id: str) -> bool:
    """Return whether a load balancer that leads to the group has yet to judge an instance."""
    judging = [each for each in _groups(moto) if each.load_balancer_arns]
    states = {one.state for one in _observed(moto, instance_id)}
    return "initial" in states or (bool(judging) and not states)


def draining(moto: Any, instance_id: str, since: float | None, now: float) -> bool:
    """Return whether a load balancer still lets connections of a deregistered instance end.

    The load balancer itself ends them after the deregistration delay of its target group (Elastic
    Load Balancing User Guide, "Deregistration delay"), from when it was told. One that does not
    tell in time, as its nodes are gone, is not waited for.
    """
    if since is None:
        return False
    delays = [float(each.attributes[_DELAY]) for each in _groups(moto)]
    # One that was healthy a moment ago has not been told yet, and still sends requests.
    busy = {one.state for one in _observed(moto, instance_id)} & {"draining", "healthy"}
    return bool(busy) and now - since < max(delays, default=0.0) + _TOLD_WITHIN_S


def register(moto: Any, instance_id: str) -> bool:
    """Register an instance with the group's target groups; return whether that is a change."""
    new = [each for each in _groups(moto) if instance_id not in each.targets]
    for target_group in new:
        target_group.register([{"Id": instance_id, "Port": target_group.port}])
    return bool(new)


def deregister(moto: Any, instance_id: str) -> bool:
    """Deregister an instance from the group's target groups; return whether that is a change."""
    old = [each for each in _groups(moto) if instance_id in each.targets]
    for target_group in old:
        target_group.deregister([{"Id": instance_id}])
    return bool(old)


_DELAY = "deregistration_delay.timeout_seconds"
# Load balancers hear of it in a tenth of a second; not so on a machine with too much to do.
_TOLD_WITHIN_S = 30.0


def _groups(moto: Any) -> Iterator[Any]:
    known = moto.autoscaling_backend.elbv2_backend.target_groups
    for arn in list(moto.target_group_arns or ()):
        with suppress(KeyError):  # deleted before the Auto Scaling group
            yield known[arn]


def _observed(moto: Any, instance_id: str) -> Iterator[TargetHealth]:
    for target_group in _groups(moto):
        key = (target_group.arn, instance_id, int(target_group.port))
        if found := observations.target_health.get(key):
            yield found

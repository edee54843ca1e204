"""Elastic Load Balancing: a target is as healthy as its load balancer's nodes find it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from aeolus_sandbox.api import observations
from aeolus_sandbox.api.observations import TargetHealth
from aeolus_sandbox.api.patches.patch import Patch, Replacement
from aeolus_sandbox.api.power import power

_REGISTERED = TargetHealth(
    "initial", "Elb.RegistrationInProgress", "Target registration is in progress"
)
_NOT_IN_USE = TargetHealth(
    "unused",
    "Target.NotInUse",
    "Target group is not configured to receive traffic from the load balancer",
)


def _seen(original: Callable[..., Any]) -> Callable[..., Any]:
    def describe_target_health(
        self: Any, target_group_arn: str, targets: list[dict[str, Any]]
    ) -> Any:
        told = original(self, target_group_arn, targets)
        if not power.present or self.target_groups[target_group_arn].target_type == "lambda":
            return told
        used = self._any_listener_using(target_group_arn)
        for one in told:
            _set(one, _health(target_group_arn, one, used))
        return told if targets else [*told, *_draining(target_group_arn, told)]

    return describe_target_health


def _health(arn: str, told: Any, used: bool) -> TargetHealth:
    seen = observations.target_health.get((arn, told.instance_id, int(told.port)))
    draining = seen is not None and seen.state == "draining"
    if told.status == "healthy":  # as moto says of every one that is registered
        if not used:
            return _NOT_IN_USE
        return seen if seen and not draining else _REGISTERED
    if seen and draining:
        return seen
    return TargetHealth(told.status, told.reason, told.description)


def _set(told: Any, health: TargetHealth) -> None:
    told.status, told.reason, told.description = health.state, health.reason, health.description


def _draining(arn: str, told: Sequence[Any]) -> Iterator[Any]:
    """Yield the targets that are no longer registered, and have connections still."""
    from moto.elbv2.models import FakeHealthStatus

    listed = {(one.instance_id, int(one.port)) for one in told}
    for (group, target, port), seen in list(observations.target_health.items()):
        if group == arn and seen.state == "draining" and (target, port) not in listed:
            yield FakeHealthStatus(
                target, str(port), None, seen.state, seen.reason, seen.description
            )


def _replacements() -> Sequence[Replacement]:
    from moto.elbv2.models import ELBv2Backend

    return [Replacement(ELBv2Backend, "describe_target_health", _seen)]


PATCH = Patch(
    name="elbv2_target_health",
    aws="a target is `initial`, `healthy`, `unhealthy` or `draining`, by its health checks",
    source="Elastic Load Balancing API Reference, TargetHealth",
    moto="checks nothing: every registered target is healthy",
    replacements=_replacements,
)

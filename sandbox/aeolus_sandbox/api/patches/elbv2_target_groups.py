"""Elastic Load Balancing: a target group tells which load balancers use it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from aeolus_sandbox.api.patches.patch import Patch, Replacement


def _told(original: Callable[..., Any]) -> Callable[..., Any]:
    def describe_target_groups(self: Any, *args: Any, **kwargs: Any) -> Any:
        used: dict[str, list[str]] = {}
        for group, balancer in dict.fromkeys(_uses(self)):
            used.setdefault(group, []).append(balancer)
        for arn, group in list(self.target_groups.items()):
            group.load_balancer_arns = used.get(arn, [])
        return original(self, *args, **kwargs)

    return describe_target_groups


def _uses(backend: Any) -> Iterator[tuple[str, str]]:
    """Yield the ARNs of a target group and of a load balancer, for each rule that forwards."""
    for balancer in list(backend.load_balancers.values()):
        for listener in list(balancer.listeners.values()):
            for rule in listener.rules.values():
                for action in rule.actions:
                    for group in backend._get_target_group_arns_from(action_data=action.data):
                        yield group, balancer.arn


def _replacements() -> Sequence[Replacement]:
    from moto.elbv2.models import ELBv2Backend

    return [Replacement(ELBv2Backend, "describe_target_groups", _told)]


PATCH = Patch(
    name="elbv2_target_groups",
    aws="a target group tells each load balancer that routes to it, once, as long as it does",
    source="Elastic Load Balancing API Reference, TargetGroup",
    moto="tells one for each rule there ever was, and none of those that came by a modification",
    replacements=_replacements,
)

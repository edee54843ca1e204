"""Elastic Load Balancing: a load balancer is active once its nodes answer, where nodes run."""

from __future__ import annotations

import copy
from collections.abc import Callable, Sequence
from typing import Any

from aeolus_sandbox.api import observations
from aeolus_sandbox.api.patches.patch import Patch, Replacement
from aeolus_sandbox.api.power import power

# The kind by which the state of load balancers is observed.
BALANCER = "load-balancer"


def _seen(balancer: Any) -> Any:
    """Return what moto has with the state that was observed, if there is one."""
    state = observations.status.get((BALANCER, balancer.arn))
    if state is None:
        return balancer
    shown = copy.copy(balancer)
    shown.state = state
    return shown


def _provisioning(original: Callable[..., Any]) -> Callable[..., Any]:
    def create_load_balancer(self: Any, *args: Any, **kwargs: Any) -> Any:
        balancer = original(self, *args, **kwargs)
        if power.present:
            observations.status[BALANCER, balancer.arn] = "provisioning"
        return balancer

    return create_load_balancer


def _described(original: Callable[..., Any]) -> Callable[..., Any]:
    def describe_load_balancers(self: Any, *args: Any, **kwargs: Any) -> Any:
        return [_seen(one) for one in original(self, *args, **kwargs)]

    return describe_load_balancers


def _replacements() -> Sequence[Replacement]:
    from moto.elbv2.models import ELBv2Backend

    return [
        Replacement(ELBv2Backend, "create_load_balancer", _provisioning),
        Replacement(ELBv2Backend, "describe_load_balancers", _described),
    ]


PATCH = Patch(
    name="elbv2_state",
    aws="a load balancer is `provisioning` until its nodes answer",
    source="Elastic Load Balancing API Reference, LoadBalancerState",
    moto="has no nodes: one is `active` as soon as somebody looks",
    replacements=_replacements,
)

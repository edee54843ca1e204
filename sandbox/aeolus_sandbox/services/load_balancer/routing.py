"""Which targets of a group a node leads requests to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from aeolus_sandbox.services.load_balancer.balancer import (
    Balancer,
    Target,
    TargetGroup,
    TargetKey,
)
from aeolus_sandbox.services.load_balancer.health import Judgement


def reachable(balancer: Balancer, group: TargetGroup) -> list[Target]:
    """Return the targets that run, in zones that are enabled for the load balancer."""
    away = elsewhere(balancer, group)
    return [target for target in group.targets if target.address and target not in away]


def elsewhere(balancer: Balancer, group: TargetGroup) -> list[Target]:
    """Return the targets in zones that are not enabled for the load balancer."""
    zones = {"", *(place.zone for place in balancer.places)}
    return [target for target in group.targets if target.zone not in zones]


def routable(
    balancer: Balancer, group: TargetGroup, zone: str, judged: Mapping[TargetKey, Judgement]
) -> list[Target]:
    """Return where a node in a zone leads requests, given its judgements.

    Its healthy targets; all that are unhealthy if there is none (Application Load Balancers User
    Guide, "Target group health": fail open).
    """
    by_state: dict[str, list[Target]] = {}
    for target in _of_zone(balancer, reachable(balancer, group), zone):
        state = judged.get(group.key(target), Judgement()).state
        by_state.setdefault(state, []).append(target)
    return by_state.get("healthy") or by_state.get("unhealthy", [])


def _of_zone(balancer: Balancer, targets: Sequence[Target], zone: str) -> list[Target]:
    """Network Load Balancers User Guide, "Cross-zone load balancing": off unless asked for."""
    crossing = balancer.attributes.get("load_balancing.cross_zone.enabled") == "true"
    if balancer.kind == "application" or crossing:
        return list(targets)
    return [target for target in targets if target.zone in ("", zone)]

"""The branches of a preview: what belongs together, by the constructs that hold it."""

from __future__ import annotations

from collections import defaultdict

from .catalogue import FAMILIES
from .estimate import Estimate, ResourceCost
from .reading.stack import Resource

SECTIONS = {
    "network": "network",
    "metastore": "metastore",
    "broker": "broker",
    "masters": "masters",
    "workers": "worker groups",
    "single-node": "single node",
    "web": "load balancers",
    "execution": "load balancers",
    "load-balancer-logs": "load balancers",
    "scheduler-failover": "failover",
    "observability": "observability",
    "alarm-topic": "observability",
    "logs": "observability",
    "secrets": "secrets and storage",
    "secret-provisioner": "secrets and storage",
    "encryption-key": "secrets and storage",
    "storage": "secrets and storage",
}
"""Names of constructs, wherever they stand in a path, to the branch they belong to."""

OTHER = "other"


def section_of(resource: Resource) -> str:
    """Return the branch of a resource: by the outermost construct that has one.

    A resource of another stack goes by its module, or else by the family of its type.
    """
    *holders, _ = resource.path
    for name in resource.path:
        if name in SECTIONS:
            return SECTIONS[name]
    return holders[0] if holders else FAMILIES.get(resource.type, OTHER)


def label_of(resource: Resource) -> str:
    """Return what a resource is called within its branch: its constructs, or its address."""
    path = resource.path[1:] if resource.path[0] == "airflow" else resource.path
    # The last constructs often repeat each other: `group/group`.
    names = [name for place, name in enumerate(path) if place == 0 or name != path[place - 1]]
    return "/".join(names) if len(resource.path) > 1 else resource.address


def by_section(estimate: Estimate) -> dict[str, list[ResourceCost]]:
    """Return the resources that bill, by branch: those of SECTIONS in its order, then others."""
    found: dict[str, list[ResourceCost]] = defaultdict(list)
    for each in estimate.resources:
        found[section_of(each.resource)].append(each)
    order = [*dict.fromkeys(SECTIONS.values()), *found]
    return {name: found[name] for name in dict.fromkeys(order) if name in found}

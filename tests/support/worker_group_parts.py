"""A group of workers rendered alone, with what it stands on."""

from __future__ import annotations

from typing import Any

from aeolus_constructs.worker_group import WorkerGroup
from support.cluster_parts import cluster_parts
from support.nodes import AMI_ID
from support.render import Rendered, render_construct


def worker_group(stack: Any, parts: dict[str, Any], **options: Any) -> WorkerGroup:
    """Return the group `heavy`, with `options` beside or instead of what it has."""
    defaults = {
        "spot_percentage": 0,
        "on_demand_base_capacity": 0,
        "schedules": [],
        "subnet_ids": parts["network"].node_subnet_ids,
    }
    settings: dict[str, Any] = defaults | options
    return WorkerGroup(
        stack,
        "heavy",
        **parts,
        group_name="heavy",
        instance_types=["m7g.large", "m6g.large"],
        min_size=1,
        max_size=6,
        queues=["heavy", "ml"],
        policy_arns=["arn:aws:iam::123456789012:policy/read-lake"],
        drain_heartbeat_seconds=600,
        concurrency=12,
        scale_in_cooldown_seconds=240,
        ami_id=AMI_ID,
        volume_size=16,
        **settings,
    )


def render(**options: Any) -> Rendered:
    """Return the Terraform JSON of the group `heavy`."""

    def build(stack: Any) -> None:
        parts = cluster_parts(stack)
        del parts["web"], parts["scheduler"]
        worker_group(stack, parts, **options)

    return render_construct(build)

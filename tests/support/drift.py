"""What a second plan wants to change, and what of that is moto's doing."""

from __future__ import annotations

import json
from typing import Any

from aeolus_cli.target import Target

ALLOWED = {
    ("aws_autoscaling_group", "default_instance_warmup"): "not kept",
    (
        "aws_autoscaling_group",
        "capacity_reservation_specification",
    ): "left out",
    ("aws_elasticache_replication_group", "transit_encryption_mode"): "not kept",
}
"""(Terraform type, attribute) → what moto reads back otherwise than AWS; all else is a defect."""


def unexpected_drift(target: Target) -> list[str]:
    """Return `address.attribute: before → after` of every change that is not allowed for."""
    workspace = target.workspace
    plan = workspace.out / "second.tfplan"
    workspace.read(["plan", "-input=false", "-lock=false", f"-out={plan}"])
    shown: dict[str, Any] = json.loads(workspace.read(["show", "-json", str(plan)]))
    return [
        f"{change['address']}.{key}: {before!r} → {after!r}"
        for change in shown.get("resource_changes", [])
        if change["change"]["actions"] not in (["no-op"], ["read"])
        for key, before, after in _differences(change["change"])
        if (change["type"], key) not in ALLOWED
    ]


def _differences(change: dict[str, Any]) -> list[tuple[str, Any, Any]]:
    before, after = change["before"] or {}, change["after"] or {}
    unknown = change.get("after_unknown") or {}
    return [
        (key, before.get(key), after.get(key))
        for key in sorted({*before, *after})
        if before.get(key) != after.get(key) and unknown.get(key) is not True
    ] or [("(whole)", change["actions"], unknown)]

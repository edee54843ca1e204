"""Whether a single node may take its data volume: data in, a decision out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Step(StrEnum):
    """What a node does about its volume."""

    ATTACH = "attach"
    WAIT = "wait"
    DONE = "done"


@dataclass(frozen=True)
class Decision:
    """What to do, and a sentence that says why."""

    step: Step
    reason: str


def decide(volume: Mapping[str, Any], instance_id: str) -> Decision:
    """Return what `instance_id` does, by what DescribeVolumes tells of its volume.

    A volume is taken from nobody: its old node may still write. It is free once that has ended.
    """
    name, state = volume["VolumeId"], volume["State"]
    for attachment in volume.get("Attachments", ()):
        holder, how = attachment["InstanceId"], attachment["State"]
        if how == "detached":
            continue
        if holder != instance_id:
            return Decision(Step.WAIT, f"volume {name} is {how} to {holder}, which is to end first")
        if how == "attached":
            return Decision(Step.DONE, f"volume {name} is attached")
        return Decision(Step.WAIT, f"volume {name} is {how}")
    if state == "available":
        return Decision(Step.ATTACH, f"volume {name} is free")
    return Decision(Step.WAIT, f"volume {name} is {state}")

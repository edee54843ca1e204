"""What to do with an instance's machine: from the state that EC2 has, and what became of it."""

from __future__ import annotations

from enum import StrEnum

from aeolus_sandbox.machines.machine import State


class Step(StrEnum):
    """What brings machine and instance together."""

    BOOT = "boot"
    SHUT_DOWN = "shut down"
    FORGET = "forget"
    NOTE_OFF = "note that it is off"


def decide(state: str, machine: State, *, booted: bool) -> Step | None:
    """Return what to do about an instance in an EC2 `state` whose machine is in another.

    `booted` tells whether the machine was on since EC2 started the instance last: one that is off
    although its instance runs has powered itself off, or has lost its power.
    """
    match state:
        case "pending":
            return Step.BOOT
        case "running" if machine is State.OFF and booted:
            return Step.NOTE_OFF
        case "stopping" | "shutting-down" if machine is not State.OFF:
            return Step.SHUT_DOWN
        case "stopping" | "shutting-down":
            return Step.FORGET
        case _:
            return None

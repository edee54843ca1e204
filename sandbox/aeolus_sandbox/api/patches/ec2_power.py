"""EC2: an instance's state is that of its machine, where machines run."""

from __future__ import annotations

import copy
from collections.abc import Callable, Sequence
from typing import Any

from aeolus_sandbox.api.patches.patch import Patch, Replacement
from aeolus_sandbox.api.power import power

# Amazon EC2 API Reference, InstanceState.
_CODES = {"pending": 0, "running": 16, "shutting-down": 32, "stopping": 64, "stopped": 80}


def set_state(instance: Any, name: str) -> None:
    """Set the state of moto's instance."""
    instance._state.name, instance._state.code = name, _CODES[name]


def _pending(original: Callable[..., None]) -> Callable[..., None]:
    def init(self: Any, *args: Any, **kwargs: Any) -> None:
        original(self, *args, **kwargs)
        if power.present:
            set_state(self, "pending")

    return init


def _starting(original: Callable[..., Any]) -> Callable[..., Any]:
    def start(self: Any) -> Any:
        if power.present and self.state in ("pending", "running"):
            return copy.copy(self._state)
        before = original(self)
        if power.present:
            set_state(self, "pending")
        return before

    return start


def _stopping(original: Callable[..., Any]) -> Callable[..., Any]:
    def stop(self: Any) -> Any:
        if power.present and self.state in ("stopping", "stopped"):
            return copy.copy(self._state)
        before = original(self)
        if power.present:
            set_state(self, "stopping")
        return before

    return stop


def _terminating(original: Callable[..., Any]) -> Callable[..., Any]:
    def terminate(self: Any) -> Any:
        if not power.present or self.state == "terminated":
            return original(self)
        before = copy.copy(self._state)
        set_state(self, "shutting-down")
        power.terminating.setdefault(self.id, lambda: original(self))
        return before

    return terminate


def _rebooting(original: Callable[..., None]) -> Callable[..., None]:
    def reboot(self: Any) -> None:
        if not power.present:
            original(self)
        elif self.state == "running":
            power.rebooting.add(self.id)

    return reboot


def _replacements() -> Sequence[Replacement]:
    from moto.ec2.models.instances import Instance

    return [
        Replacement(Instance, "__init__", _pending),
        Replacement(Instance, "start", _starting),
        Replacement(Instance, "stop", _stopping),
        Replacement(Instance, "terminate", _terminating),
        Replacement(Instance, "reboot", _rebooting),
    ]


PATCH = Patch(
    name="ec2_power",
    aws="an instance is pending, stopping or shutting-down until its machine runs or has ended",
    source="Amazon EC2 User Guide, Amazon EC2 instance state changes",
    moto="has no machines: an instance is at once what it was told to be",
    replacements=_replacements,
)

"""EC2: status checks and the console tell of the instance's machine, where machines run."""

from __future__ import annotations

import base64
from collections.abc import Callable, Sequence
from typing import Any

from aeolus_sandbox.api import observations
from aeolus_sandbox.api.patches.patch import Patch, Replacement
from aeolus_sandbox.api.power import power

# Amazon EC2 API Reference, GetConsoleOutput: the last 64 KB.
_CONSOLE_BYTES = 64 * 1024


def _checked(check: str) -> Callable[[Any], Any]:
    def make(original: property) -> property:
        def status(self: Any) -> Any:
            assert original.fget is not None
            answer = original.fget(self)
            # A machine that has lost its power does not respond either.
            if observations.impaired.get(self.id) not in (check, "system"):
                return answer
            details = [{"Name": "reachability", "Status": "failed"}]
            return {**answer, "Status": "impaired", "Details": details}

        return property(status)

    return make


def _of_its_machine(original: Callable[..., Any]) -> Callable[..., Any]:
    def get_console_output(self: Any) -> Any:
        from moto.core.responses import ActionResult
        from moto.core.utils import utcnow

        if not power.present:
            return original(self)
        instance = self.ec2_backend.get_instance(self._get_param("InstanceId"))
        said = power.console(instance.id)[-_CONSOLE_BYTES:]
        encoded = base64.b64encode(said).decode()
        return ActionResult({"InstanceId": instance.id, "Timestamp": utcnow(), "Output": encoded})

    return get_console_output


def _replacements() -> Sequence[Replacement]:
    from moto.ec2.models.instances import Instance
    from moto.ec2.responses.general import General

    return [
        Replacement(Instance, "instance_status", _checked("instance")),
        Replacement(Instance, "system_status", _checked("system")),
        Replacement(General, "get_console_output", _of_its_machine),
    ]


PATCH = Patch(
    name="ec2_status_checks",
    aws="tells of an impaired machine in its status checks, and gives what its console printed",
    source="Amazon EC2 User Guide, Status checks; Amazon EC2 API Reference, GetConsoleOutput",
    moto="every check passes, and every console is that of one Linux of long ago",
    replacements=_replacements,
)

"""Commands on instances, by Systems Manager (AWS Systems Manager User Guide, "Run Command")."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from aeolus_cli.errors import UserError

DOCUMENT = "AWS-RunShellScript"
LOOK_S = 5.0
REACHED_S = 60
"""Within which Systems Manager's agent must take the command."""
_GOING = ("Pending", "InProgress", "Delayed", "Cancelling")


def ended(
    ssm: Any,
    instance: str,
    command: str,
    sleep: Callable[[float], None],
    look: Callable[[], None] = lambda: None,
) -> dict[str, Any]:
    """Return what became of a command on an instance; `look` is called while it goes on."""
    while True:
        sleep(LOOK_S)
        try:
            told: dict[str, Any] = ssm.get_command_invocation(
                CommandId=command, InstanceId=instance
            )
        except ssm.exceptions.InvocationDoesNotExist:
            continue  # it is only just on its way
        if told["Status"] not in _GOING:
            return told
        look()


@dataclass(frozen=True)
class RunCommand:
    """Runs a command on instances, and says what it printed; `ssm` is boto3's client."""

    ssm: Any
    sleep: Callable[[float], None] = time.sleep

    def on(self, instances: Sequence[str], command: str, comment: str) -> list[str]:
        """Return what a command printed on each instance.

        Raises UserError where one cannot be reached, or fails.
        """
        try:
            sent = self.ssm.send_command(
                InstanceIds=list(instances),
                DocumentName=DOCUMENT,
                Comment=comment,
                TimeoutSeconds=REACHED_S,
                Parameters={"commands": [command]},
            )["Command"]["CommandId"]
        except self.ssm.exceptions.InvalidInstanceId as error:
            named = ", ".join(instances)
            raise UserError(f"not all of {named} can be reached by Systems Manager") from error
        return [self._said(each, sent, comment) for each in instances]

    def _said(self, instance: str, sent: str, comment: str) -> str:
        told = ended(self.ssm, instance, sent, self.sleep)
        if told["Status"] == "Success":
            return str(told.get("StandardOutputContent", ""))
        said = (told.get("StandardErrorContent") or told.get("StatusDetails", "")).strip()
        raise UserError(
            f"{comment} on {instance}: {told['Status']}", details=said.splitlines()[-5:]
        )

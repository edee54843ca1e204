"""A worker that leaves: it takes no task any more, ends those that it has, and is gone."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from aeolus_agent import places
from aeolus_cli.errors import UserError

DOCUMENT = "AWS-RunShellScript"
DRAIN = f"{places.PYTHON} -m aeolus_agent drain"
LOOK_S = 5.0
REACHED_S = 60
"""Within which Systems Manager's agent must take the command."""
_GOING = ("Pending", "InProgress", "Delayed", "Cancelling")


@dataclass(frozen=True)
class Departure:
    """Lets a worker leave by Systems Manager and Auto Scaling, whose clients of boto3 these are."""

    ssm: Any
    autoscaling: Any
    sleep: Callable[[float], None] = time.sleep

    def drain(self, instance: str, deadline_s: int, look: Callable[[], None]) -> bool:
        """Tell whether a worker has ended its tasks before the deadline, and is stopped.

        `look` is called while it is waited for. Raises UserError where the instance cannot be
        reached, or refuses. The command goes on when nobody waits for it any more.
        """
        try:
            sent = self.ssm.send_command(
                InstanceIds=[instance],
                DocumentName=DOCUMENT,
                Comment="aeolus workers drain",
                TimeoutSeconds=REACHED_S,
                Parameters={"commands": [DRAIN], "executionTimeout": [str(deadline_s)]},
            )
        except self.ssm.exceptions.InvalidInstanceId as error:
            raise UserError(
                f"{instance} cannot be reached by Systems Manager",
                cure="aeolus workers list shows how it is; terminate it if it is lost",
            ) from error
        told = self._ended(instance, sent["Command"]["CommandId"], look)
        if told["Status"] == "Success":
            return True
        if told["Status"] == "TimedOut" or told.get("StatusDetails") == "ExecutionTimedOut":
            return False
        said = (told.get("StandardErrorContent") or told.get("StatusDetails", "")).strip()
        raise UserError(
            f"{instance} could not be drained: {told['Status']}", details=said.splitlines()[-5:]
        )

    def _ended(self, instance: str, command: str, look: Callable[[], None]) -> dict[str, Any]:
        while True:
            self.sleep(LOOK_S)
            try:
                told: dict[str, Any] = self.ssm.get_command_invocation(
                    CommandId=command, InstanceId=instance
                )
            except self.ssm.exceptions.InvocationDoesNotExist:
                continue  # it is only just on its way
            if told["Status"] not in _GOING:
                return told
            look()

    def end(self, instance: str, *, fewer: bool) -> None:
        """Let the group end an instance, and launch another unless `fewer` are wanted.

        Raises ClientError, such as where the group would have fewer than its minimum.
        """
        self.autoscaling.terminate_instance_in_auto_scaling_group(
            InstanceId=instance, ShouldDecrementDesiredCapacity=fewer
        )

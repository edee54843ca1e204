"""A worker that leaves: it takes no task any more, ends those that it has, and is gone."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from aeolus_agent import places
from aeolus_cli.aws.run_command import DOCUMENT, REACHED_S, ended
from aeolus_cli.errors import UserError

DRAIN = f"{places.PYTHON} -m aeolus_agent drain"


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
        told = ended(self.ssm, instance, sent["Command"]["CommandId"], self.sleep, look)
        if told["Status"] == "Success":
            return True
        if told["Status"] == "TimedOut" or told.get("StatusDetails") == "ExecutionTimedOut":
            return False
        said = (told.get("StandardErrorContent") or told.get("StatusDetails", "")).strip()
        raise UserError(
            f"{instance} could not be drained: {told['Status']}", details=said.splitlines()[-5:]
        )

    def end(self, instance: str, *, fewer: bool) -> None:
        """Let the group end an instance, and launch another unless `fewer` are wanted.

        Raises ClientError, such as where the group would have fewer than its minimum.
        """
        self.autoscaling.terminate_instance_in_auto_scaling_group(
            InstanceId=instance, ShouldDecrementDesiredCapacity=fewer
        )

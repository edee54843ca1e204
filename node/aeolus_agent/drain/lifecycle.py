"""The lifecycle hook that holds this instance while it leaves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError


@dataclass(frozen=True)
class LifecycleHook:
    """The hook `name` of a group; `client` is boto3's of Auto Scaling.

    None of its calls raises: one that is not answered is due again, and a hook that holds nothing
    refuses.
    """

    client: Any
    group: str
    name: str
    instance: str

    def prolong(self) -> str:
        """Let it hold for another heartbeat; return why it does not, or nothing."""
        return self._call("record_lifecycle_action_heartbeat")

    def complete(self) -> str:
        """Let the instance go; return why it does not, or nothing."""
        return self._call("complete_lifecycle_action", LifecycleActionResult="CONTINUE")

    def _call(self, method: str, **more: str) -> str:
        try:
            getattr(self.client, method)(
                AutoScalingGroupName=self.group,
                LifecycleHookName=self.name,
                InstanceId=self.instance,
                **more,
            )
        except (BotoCoreError, ClientError) as error:
            return str(error)
        return ""

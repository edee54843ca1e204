"""All Auto Scaling groups of an environment, brought to nobody while the ways to AWS are there."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from aeolus_cli.aws.auto_scaling import groups_with, tags_of, unprotect
from aeolus_tags import ENVIRONMENT_TAG, ROLE_TAG

LOOK_S = 5.0
NOBODY = {"MinSize": 0, "MaxSize": 0, "DesiredCapacity": 0}


@dataclass(frozen=True)
class Groups:
    """The groups of `environment`; `autoscaling` is boto3's client."""

    autoscaling: Any
    environment: str
    say: Callable[[str], None]
    sleep: Callable[[float], None] = time.sleep

    def are_empty(self) -> bool:
        """Tell whether nobody is there, nobody is kept prepared, and nobody may come."""
        return all(
            not each["Instances"] and not each["MaxSize"] and not _pool(each)
            for each in self._all()
        )

    def empty(self) -> None:
        """Return once no instance is left; masters go when there are no workers any more.

        Terraform would take the NAT gateways away first, by which a worker says that its tasks
        have ended (`aeolus_constructs.worker_group`), and then wait for nobody.
        """
        try:
            self._empty()
        except BaseException:
            self.say(f"groups are at nobody: stop {self.environment} again, or deploy it as it was")
            raise

    def _empty(self) -> None:
        for role in ("worker", "master", "single_node"):
            for group in self._all():
                if tags_of(group).get(ROLE_TAG) == role:
                    self._without_pool(group)
                    self.autoscaling.update_auto_scaling_group(
                        AutoScalingGroupName=group["AutoScalingGroupName"], **NOBODY
                    )
                    # Whoever scales the workers may be gone before it has seen that they are idle.
                    unprotect(self.autoscaling, group)
            self._await_nobody(role)

    def _without_pool(self, group: Any) -> None:
        """Have a group's warm pool end: its instances have no task, and are not waited for."""
        if _pool(group):
            name = group["AutoScalingGroupName"]
            self.autoscaling.delete_warm_pool(AutoScalingGroupName=name, ForceDelete=True)

    def _await_nobody(self, role: str) -> None:
        said = ""
        while left := self._instances(role):
            if (line := f"waits for the end of {', '.join(left)}") != said:
                self.say(line)
                said = line
            self.sleep(LOOK_S)

    def _instances(self, role: str) -> list[str]:
        return sorted(
            instance["InstanceId"]
            for group in self._all()
            if tags_of(group).get(ROLE_TAG) == role
            for instance in group["Instances"]
        )

    def _all(self) -> list[Any]:
        return groups_with(self.autoscaling, {ENVIRONMENT_TAG: self.environment})


def _pool(group: Any) -> bool:
    """Tell whether a group that AWS has described keeps instances prepared, or still has them."""
    return bool(group.get("WarmPoolConfiguration") or group.get("WarmPoolSize"))

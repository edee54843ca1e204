"""The metastore's instance: whether it can be stopped, and how it is started again."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from aeolus_cli.errors import UserError
from aeolus_cli.target import Target
from aeolus_cli.terraform.stack_json import declared, read

LOOK_S = 10.0
INSTANCE, STATE, SCHEDULE = "aws_db_instance", "aws_rds_instance_state", "aws_scheduler_schedule"
BETWEEN = ("stopping", "starting")
BROKEN = ("failed", "inaccessible", "incompatible", "insufficient", "storage-full")
"""Beginnings of the statuses of an instance that helps nobody (Amazon RDS User Guide, "Viewing DB
instance status")."""
REPLICAS = ("ReadReplicaDBInstanceIdentifiers", "ReadReplicaSourceDBInstanceIdentifier")


@dataclass(frozen=True)
class Instances:
    """RDS, as one environment needs it; `rds` and `scheduler` are boto3's clients."""

    rds: Any
    scheduler: Any
    say: Callable[[str], None]
    sleep: Callable[[float], None] = time.sleep

    def require_stoppable(self, identifier: str) -> None:
        """Raise UserError for an instance that RDS would refuse to stop.

        Amazon RDS User Guide, "Stopping an Amazon RDS DB instance temporarily": none that has a
        read replica, or is one. Multi-AZ PostgreSQL can be stopped.
        """
        if any(self._described(identifier).get(each) for each in REPLICAS):
            raise UserError(
                f"{identifier} has a read replica, or is one: RDS does not stop it",
                cure="delete the replica, or leave the environment running",
            )

    def status(self, identifier: str) -> str:
        """Return its status, once it is not on its way from one to another."""
        while (status := str(self._described(identifier)["DBInstanceStatus"])) in BETWEEN:
            self.sleep(LOOK_S)
        return status

    def wake(self, identifier: str, schedules: Mapping[str, str]) -> bool:
        """Return whether it was stopped, once it runs; `schedules` are groups by name, and go.

        They go first: they would stop it again. Raises UserError for one that does not come up.
        """
        for name, group in schedules.items():
            try:
                self.scheduler.delete_schedule(Name=name, GroupName=group)
            except self.scheduler.exceptions.ResourceNotFoundException:
                continue
        if self.status(identifier) != "stopped":
            return False
        self.say(f"starts {identifier}, which takes minutes, and hours for a large one")
        self.rds.start_db_instance(DBInstanceIdentifier=identifier)
        while (status := self._described(identifier)["DBInstanceStatus"]) in ("stopped", *BETWEEN):
            self.sleep(LOOK_S)
        if str(status).startswith(BROKEN):
            raise UserError(
                f"{identifier} does not start: it is {status}",
                cure="RDS tells why in its events: aws rds describe-events --source-type"
                f" db-instance --source-identifier {identifier}",
            )
        return True

    def _described(self, identifier: str) -> Mapping[str, Any]:
        answer = self.rds.describe_db_instances(DBInstanceIdentifier=identifier)
        found: Mapping[str, Any] = answer["DBInstances"][0]
        return found


def wake(found: Target, say: Callable[[str], None]) -> bool:
    """Start the metastore of an environment that is synthesized and initialized.

    Returns whether it was stopped; an environment without one has nothing to start. Deleted is
    what would stop it again, recorded in the state or not: a stop may have died in between.
    """
    workspace = found.workspace
    recorded = workspace.recorded()
    bodies = [
        body for type_, _, body in declared(read(workspace.stack_folder)) if type_ == SCHEDULE
    ]
    both = [*bodies, *recorded.of_type(SCHEDULE).values()]
    schedules = {str(each["name"]): str(each["group_name"]) for each in both}
    instances = Instances(found.clients.rds, found.clients.scheduler, say)
    identifiers = [str(each["identifier"]) for each in recorded.of_type(INSTANCE).values()]
    return any([instances.wake(each, schedules) for each in identifiers])


def adopt_stopped(found: Target, say: Callable[[str], None]) -> None:
    """Take the state of an instance that is stopped already into Terraform's state.

    The provider waits for an instance to be available before it looks at what is asked for
    (terraform-provider-aws #40785), so that a stop that died in between could not be gone on with.
    """
    workspace = found.workspace
    recorded = workspace.recorded()
    instances = Instances(found.clients.rds, found.clients.scheduler, say)
    for values in recorded.of_type(INSTANCE).values():
        identifier = str(values["identifier"])
        if instances.status(identifier) != "stopped":
            continue
        for type_, address, _ in declared(read(workspace.stack_folder)):
            if type_ != STATE:
                continue
            if address in recorded.tainted:
                workspace.terraform("untaint", ["untaint", address])
            elif address not in recorded.values:
                workspace.terraform("import", ["import", "-input=false", address, identifier])

"""A database is started once nothing stops it again, and one that RDS would not stop is refused."""

from __future__ import annotations

from typing import Any

import pytest

from aeolus_cli.errors import UserError
from aeolus_cli.hibernation.metastore import Instances

NAME = "aeolus-prod-metastore"
SCHEDULES = {"aeolus-prod-metastore-stop": "default"}


class NotFound(Exception):
    pass


class Rds:
    """RDS and the Scheduler: an instance that goes through these statuses, one a look."""

    class exceptions:
        ResourceNotFoundException = NotFound

    def __init__(self, *statuses: str, schedule: bool = True, **more: Any) -> None:
        self.statuses, self.schedule, self.more = list(statuses), schedule, more
        self.done: list[str] = []

    def describe_db_instances(self, DBInstanceIdentifier: str) -> dict[str, Any]:
        assert DBInstanceIdentifier == NAME
        status = self.statuses.pop(0) if len(self.statuses) > 1 else self.statuses[0]
        return {"DBInstances": [{"DBInstanceStatus": status, **self.more}]}

    def start_db_instance(self, DBInstanceIdentifier: str) -> None:
        self.done.append(f"start {DBInstanceIdentifier}")

    def delete_schedule(self, Name: str, GroupName: str) -> None:
        if not self.schedule:
            raise NotFound
        self.done.append(f"delete {GroupName}/{Name}")

    def instances(self, said: list[str] | None = None) -> Instances:
        tell = (said if said is not None else []).append
        return Instances(self, self, tell, lambda _: self.done.append("sleep"))


def test_the_schedule_goes_before_the_database_is_started_and_it_is_waited_for() -> None:
    rds, said = Rds("stopped", "stopped", "starting", "available"), list[str]()
    assert rds.instances(said).wake(NAME, SCHEDULES)
    assert rds.done == [
        "delete default/aeolus-prod-metastore-stop",
        f"start {NAME}",
        "sleep",
        "sleep",
    ]
    assert said == [f"starts {NAME}, which takes minutes, and hours for a large one"]


def test_one_that_is_stopping_is_started_when_it_is_stopped() -> None:
    rds = Rds("stopping", "stopped", "available", schedule=False)
    assert rds.instances().wake(NAME, SCHEDULES)
    assert rds.done == ["sleep", f"start {NAME}"]


@pytest.mark.parametrize("status", ["available", "backing-up", "storage-optimization"])
def test_one_that_runs_is_left_alone(status: str) -> None:
    rds = Rds(status, schedule=False)
    assert not rds.instances().wake(NAME, SCHEDULES)
    assert rds.done == []


@pytest.mark.parametrize("status", ["failed", "incompatible-parameters"])
def test_one_that_does_not_start_is_told_with_where_to_look(status: str) -> None:
    rds = Rds("stopped", "starting", status, schedule=False)
    with pytest.raises(UserError, match=f"{NAME} does not start: it is {status}") as error:
        rds.instances().wake(NAME, {})
    assert "aws rds describe-events" in error.value.cure


@pytest.mark.parametrize(
    "replicas",
    [
        {"ReadReplicaDBInstanceIdentifiers": ["reports"]},
        {"ReadReplicaSourceDBInstanceIdentifier": "other"},
    ],
)
def test_one_with_a_replica_is_refused_before_anything_is_touched(replicas: Any) -> None:
    with pytest.raises(UserError) as error:
        Rds("available", **replicas).instances().require_stoppable(NAME)
    assert error.value.message == f"{NAME} has a read replica, or is one: RDS does not stop it"
    assert error.value.cure


def test_multi_az_can_be_stopped() -> None:
    Rds("available", MultiAZ=True).instances().require_stoppable(NAME)

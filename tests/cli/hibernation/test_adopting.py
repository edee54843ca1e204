"""A stop that died is gone on with, and a start finds all that would stop the database again."""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from aeolus_cli.hibernation.metastore import adopt_stopped, wake
from aeolus_cli.terraform.workspace import Recorded

NAME = "aeolus-prod-metastore"
STATE = "aws_rds_instance_state.stop"
DATABASE = {"aws_db_instance.metastore": {"identifier": NAME}}
STACK = {
    "resource": {
        "aws_rds_instance_state": {"stop": {"state": "stopped"}},
        "aws_scheduler_schedule": {"stop": {"name": "declared", "group_name": "default"}},
    }
}


class Workspace:
    """A stack that is synthesized, and what the state holds of it."""

    def __init__(self, folder: Path, recorded: Recorded, stack: Any) -> None:
        self.stack_folder, self._recorded = folder, recorded
        (folder / "cdk.tf.json").write_text(json.dumps(stack))
        self.ran: list[str] = []

    def recorded(self) -> Recorded:
        return self._recorded

    def terraform(self, title: str, arguments: list[str]) -> None:
        assert arguments[0] == title
        self.ran.append(" ".join(arguments))


class Aws:
    """RDS and the Scheduler."""

    exceptions = SimpleNamespace(ResourceNotFoundException=KeyError)

    def __init__(self, status: str) -> None:
        self.status = status
        self.deleted: list[str] = []

    def describe_db_instances(self, DBInstanceIdentifier: str) -> dict[str, Any]:
        return {"DBInstances": [{"DBInstanceStatus": self.status}]}

    def start_db_instance(self, DBInstanceIdentifier: str) -> None:
        assert self.deleted
        self.status = "available"

    def delete_schedule(self, Name: str, GroupName: str) -> None:
        self.deleted.append(f"{GroupName}/{Name}")


def target(workspace: Workspace, aws: Aws) -> Any:
    return SimpleNamespace(
        workspace=workspace, clients=SimpleNamespace(rds=aws, scheduler=aws), environment=None
    )


def recorded(values: Any, *, tainted: str = "") -> Recorded:
    return Recorded({**DATABASE, **values}, frozenset(), frozenset([tainted] if tainted else []))


@pytest.mark.parametrize(
    ("status", "state", "ran"),
    [
        ("available", recorded({}), []),
        ("stopped", recorded({STATE: {}}), []),
        ("stopped", recorded({}), [f"import -input=false {STATE} {NAME}"]),
        ("stopped", recorded({STATE: {}}, tainted=STATE), [f"untaint {STATE}"]),
    ],
    ids=["runs", "recorded", "lost", "tainted"],
)
def test_a_stopped_instance_is_taken_into_the_state_as_it_is(
    tmp_path: Path, status: str, state: Recorded, ran: list[str]
) -> None:
    workspace = Workspace(tmp_path, state, STACK)
    adopt_stopped(target(workspace, Aws(status)), lambda _: None)
    assert workspace.ran == ran


def test_schedules_go_whether_they_are_recorded_declared_or_both(tmp_path: Path) -> None:
    schedule = {"name": "recorded", "group_name": "others"}
    state = recorded({"aws_scheduler_schedule.old": schedule})
    aws = Aws("stopped")
    assert wake(target(Workspace(tmp_path, state, STACK), aws), lambda _: None)
    assert sorted(aws.deleted) == ["default/declared", "others/recorded"]
    assert aws.status == "available"


def test_an_environment_without_a_database_has_nothing_to_start(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path, Recorded({}, frozenset()), {"resource": {}})
    assert not wake(target(workspace, Aws("available")), lambda _: None)

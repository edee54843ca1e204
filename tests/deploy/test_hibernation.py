"""prod hibernates and wakes through the real Terraform: each next plan is clean."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from rich.console import Console

from aeolus_cli.target import SANDBOX_STATE, Target, in_sandbox
from aeolus_sandbox import region as regions
from support.drift import unexpected_drift
from support.project import Project

pytestmark = [pytest.mark.sandbox, pytest.mark.long]

DATABASE = "aeolus-prod-metastore"
SCHEDULE = "aeolus-prod-metastore-stop"


@dataclass(frozen=True)
class Seen:
    """What a command printed, and what was there afterwards."""

    output: str
    drift: list[str]
    database: str
    schedules: list[str]
    balancers: int
    gateways: int
    brokers: int
    sizes: dict[str, tuple[int, int, int]]


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    """A clone with prod in an embedded region without machines."""
    project = Project.make(tmp_path_factory.mktemp("hibernation") / "project")
    status, output = project.run("sandbox", "up", "prod", "--api-only")
    assert status == 0, output + project.log("prod")[-4000:]
    yield project
    regions.down("prod", project.root / SANDBOX_STATE)


def target(project: Project) -> Target:
    with contextlib.chdir(project.root):
        return in_sandbox("prod", Console(quiet=True))


def look(project: Project, output: str) -> Seen:
    found = target(project)
    client = regions.running("prod", project.root / SANDBOX_STATE).client
    groups = client("autoscaling").describe_auto_scaling_groups()["AutoScalingGroups"]
    gateways = client("ec2").describe_nat_gateways()["NatGateways"]
    return Seen(
        output,
        unexpected_drift(found),
        client("rds").describe_db_instances()["DBInstances"][0]["DBInstanceStatus"],
        [each["Name"] for each in client("scheduler").list_schedules()["Schedules"]],
        len(client("elbv2").describe_load_balancers()["LoadBalancers"]),
        sum(each["State"] != "deleted" for each in gateways),
        len(client("elasticache").describe_replication_groups()["ReplicationGroups"]),
        {
            each["AutoScalingGroupName"].rpartition("-")[2]: (
                each["MinSize"],
                each["MaxSize"],
                len(each["Instances"]),
            )
            for each in groups
        },
    )


def changed(project: Project, *arguments: str) -> Seen:
    status, output = project.run(*arguments)
    assert status == 0, output + project.log("prod")[-4000:]
    return look(project, output)


def text(project: Project) -> str:
    return (project.root / "config/environments/prod.yaml").read_text()


@pytest.fixture(scope="module")
def before(project: Project) -> str:
    """The file of the environment before it is stopped for the first time."""
    return text(project)


@pytest.fixture(scope="module")
def stopped(project: Project, before: str) -> Seen:
    """A stop that goes on with one that died once the database was stopped."""
    rds = regions.running("prod", project.root / SANDBOX_STATE).client("rds")
    rds.stop_db_instance(DBInstanceIdentifier=DATABASE)
    return changed(project, "stop", "prod", "--sandbox", "--force", "--yes")


def test_what_goes_what_stays_and_what_it_costs_is_said(stopped: Seen) -> None:
    assert "3 NAT gateways" in stopped.output
    assert "stays: 1 × database" in stopped.output
    assert "a month running (expected), and $" in stopped.output


def test_what_bills_by_the_hour_is_gone(stopped: Seen) -> None:
    assert (stopped.balancers, stopped.gateways, stopped.brokers) == (0, 0, 0)
    assert set(stopped.sizes.values()) == {(0, 0, 0)}
    assert stopped.database == "stopped"
    assert stopped.schedules == [SCHEDULE]


def test_the_plan_after_it_is_clean(stopped: Seen) -> None:
    assert stopped.drift == []


def test_only_one_line_of_the_file_is_another(project: Project, before: str, stopped: Seen) -> None:
    assert set(text(project).splitlines()) - set(before.splitlines()) == {"hibernated: true"}
    assert set(before.splitlines()) <= set(text(project).splitlines())


def test_what_needs_nodes_says_that_it_hibernates(project: Project, stopped: Seen) -> None:
    status, output = project.run("dags", "run", "prod", "example", "--sandbox")
    assert status == 2
    assert "prod is hibernated" in output
    assert "aeolus start prod" in output


@pytest.fixture(scope="module")
def refused(project: Project, stopped: Seen) -> tuple[int, str]:
    """A deploy of a file that somebody edited, instead of `aeolus start`."""
    file = project.root / "config/environments/prod.yaml"
    hibernated = file.read_text()
    file.write_text(hibernated.replace("hibernated: true", "hibernated: false"))
    found = project.run("sandbox", "up", "prod", "--api-only")
    file.write_text(hibernated)
    return found


def test_a_deploy_onto_the_stopped_database_is_refused(refused: tuple[int, str]) -> None:
    status, output = refused
    assert status == 2
    assert "`aeolus start prod` starts it first" in " ".join(output.split())


@pytest.fixture(scope="module")
def started(project: Project, refused: tuple[int, str]) -> Seen:
    return changed(project, "start", "prod", "--sandbox")


def test_all_is_back_and_the_plan_is_clean(started: Seen) -> None:
    assert started.drift == []
    assert (started.balancers, started.gateways, started.brokers) == (2, 3, 1)
    assert started.sizes["masters"] == (2, 2, 2)
    assert started.sizes["worker_default"] == (0, 6, 0)


def test_the_database_runs_and_nothing_stops_it(started: Seen) -> None:
    assert started.database == "available"
    assert started.schedules == []


def test_the_file_says_that_it_runs(project: Project, before: str, started: Seen) -> None:
    assert set(text(project).splitlines()) - set(before.splitlines()) == {"hibernated: false"}


@pytest.fixture(scope="module")
def stopped_again(project: Project, started: Seen) -> Seen:
    """A stop from the beginning to the end."""
    return changed(project, "stop", "prod", "--sandbox", "--force", "--yes", "--json")


def test_it_may_be_stopped_again_and_tells_a_script(stopped_again: Seen) -> None:
    assert stopped_again.drift == []
    assert stopped_again.database == "stopped"
    told: dict[str, Any] = json.loads(stopped_again.output[stopped_again.output.index("\n{") :])
    assert told["hibernated"] is True
    assert float(told["monthly_usd"]["stopped"]) < float(told["monthly_usd"]["running"]) / 10


def test_one_that_hibernates_can_be_destroyed(project: Project, stopped_again: Seen) -> None:
    status, output = project.run(
        "destroy", "prod", "--sandbox", "--skip-final-snapshot", "--confirm", "prod"
    )
    assert status == 0, output
    assert f"starts {DATABASE}" in output
    assert "is destroyed" in output

"""The life of prod in an embedded region: interrupted, killed, recovered, deployed, destroyed.

Each stage is a fixture that builds on the one before; each test looks at what a stage left.
"""

from __future__ import annotations

import contextlib
import json
import re
import shlex
import signal
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from botocore import xform_name
from rich.console import Console

from aeolus_cli.aws.lock import read_lock
from aeolus_cli.sandbox.account import account_for
from aeolus_cli.target import SANDBOX_STATE, Target, in_sandbox, load
from aeolus_cli.terraform.workspace import Recorded
from aeolus_sandbox import region as regions
from aeolus_sandbox.region import Region
from aeolus_stacks.state import state_location
from support.drift import unexpected_drift
from support.project import ROOT, Project, kill_tree, suspend_tree, wait_until

pytestmark = pytest.mark.sandbox

SLOW = "aws_db_instance"
"""Takes the provider over a minute, so that a deploy is found in mid-apply."""
UNDER_WAY = re.compile(rf"{SLOW}\.\S+: Still creating")
LOOKS = 3
"""Terraform tells every ten seconds that it still waits, and records every twenty what it has: then
most is made, and next to all recorded."""


@dataclass(frozen=True)
class Outcome:
    """How a command ended, and what the environment's state held then."""

    status: int
    output: str
    recorded: Recorded


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    """A clone with an empty embedded region, up before anything is deployed into it."""
    project = Project.make(tmp_path_factory.mktemp("lifecycle") / "project")
    state = project.root / SANDBOX_STATE
    with contextlib.chdir(project.root):
        regions.up("prod", account_for(load("prod")), state)
    yield project
    regions.down("prod", state)


@pytest.fixture(scope="module")
def empty(project: Project) -> frozenset[str]:
    """What the account holds after `aeolus bootstrap`, before the first deploy."""
    status, output = project.run("bootstrap", "prod", "--sandbox")
    assert status == 0, output
    return region(project).inventory()


def target(project: Project) -> Target:
    with contextlib.chdir(project.root):
        return in_sandbox("prod", Console(quiet=True))


def region(project: Project) -> Region:
    return regions.running("prod", project.root / SANDBOX_STATE)


def created(project: Project) -> int:
    return project.log("prod").count("Creation complete")


@pytest.fixture(scope="module")
def interrupted(project: Project, empty: frozenset[str]) -> Outcome:
    """A first deploy that gets Ctrl-C when it is under way."""
    with project.start("sandbox", "up", "prod", "--api-only") as process:
        wait_until(lambda: created(project) >= 20, process)
        process.send_signal(signal.SIGINT)
        output, _ = process.communicate()
    return Outcome(process.returncode, output, target(project).workspace.recorded())


def test_an_interrupted_deploy_says_how_to_go_on(interrupted: Outcome) -> None:
    assert interrupted.status == 130
    assert "`aeolus sandbox up prod` goes on" in interrupted.output
    assert "Traceback" not in interrupted.output


def test_an_interrupted_deploy_records_what_it_made_and_frees_the_lock(
    project: Project, interrupted: Outcome
) -> None:
    assert len(interrupted.recorded.addresses) >= 20
    found = target(project)
    assert read_lock(found.clients.s3, state_location(found.environment)) is None


@pytest.fixture(scope="module")
def second_deploy(project: Project, interrupted: Outcome) -> Iterator[subprocess.Popen[str]]:
    """The deploy after that, halted while it waits for the metastore, however slow others are."""
    project.forget_log("prod")
    with project.start("sandbox", "up", "prod", "--api-only") as process:
        wait_until(lambda: len(UNDER_WAY.findall(project.log("prod"))) >= LOOKS, process)
        suspend_tree(process)
        yield process
        if process.poll() is None:
            kill_tree(process)


@pytest.fixture(scope="module")
def refused(project: Project, second_deploy: subprocess.Popen[str]) -> tuple[int, str]:
    """Another deploy of prod while that one runs, from another clone."""
    return project.run("sandbox", "up", "prod", "--api-only")


def test_two_deploys_at_once_the_second_is_refused_cleanly(refused: tuple[int, str]) -> None:
    status, output = refused
    assert status == 2
    assert "refused: another one is under way" in output
    assert "Who:" in output
    assert "aeolus unlock prod" in output


@pytest.fixture(scope="module")
def killed(
    project: Project, second_deploy: subprocess.Popen[str], refused: tuple[int, str]
) -> Recorded:
    """The second deploy, ended by SIGKILL in mid-apply."""
    kill_tree(second_deploy)
    return target(project).workspace.recorded()


@pytest.fixture(scope="module")
def unlocked(project: Project, killed: Recorded) -> dict[str, Any]:
    """What `aeolus unlock` found and did."""
    status, output = project.run("unlock", "prod", "--sandbox", "--yes", "--json")
    assert status == 0, output
    found: dict[str, Any] = json.loads(output[output.index("\n{") :])
    return {**found, "said": output}


def test_unlock_shows_owner_and_age_before_it_releases(
    project: Project, unlocked: dict[str, Any]
) -> None:
    assert "held by " in unlocked["said"]
    assert " min old" in unlocked["said"]
    assert unlocked["lock"]["who"] != "?"
    found = target(project)
    assert read_lock(found.clients.s3, state_location(found.environment)) is None


def test_what_was_made_and_not_recorded_is_found_with_its_import_command(
    killed: Recorded, unlocked: dict[str, Any]
) -> None:
    assert not any(each.startswith(SLOW) for each in killed.addresses)
    cures = [each["cure"] for each in unlocked["orphans"]]
    assert any(cure.startswith(f"terraform import '{SLOW}.") for cure in cures), cures


def carry_out(cure: str, project: Project) -> None:
    """Do what was printed: an import, or one of the AWS CLI's commands by way of boto3."""
    program, *arguments = shlex.split(cure)
    if program == "terraform":
        assert arguments[0] == "import", cure
        target(project).workspace.read(arguments)
        return
    assert program == "aws", cure
    service, operation, *options = arguments
    client = region(project).client(service)
    method = client.meta.method_to_api_mapping[operation.replace("-", "_")]
    members = client.meta.service_model.operation_model(method).input_shape.members
    names = {f"--{xform_name(each, '-')}": each for each in members}
    pairs = zip(options[::2], options[1::2], strict=True)
    getattr(client, operation.replace("-", "_"))(**{names[key]: value for key, value in pairs})


@pytest.fixture(scope="module")
def deployed(project: Project, unlocked: dict[str, Any]) -> Outcome:
    """prod, after each import command was run as printed, and one more deploy."""
    workspace = target(project).workspace
    for orphan in unlocked["orphans"]:
        carry_out(orphan["cure"], project)
    project.forget_log("prod")
    status, output = project.run("sandbox", "up", "prod", "--api-only")
    assert status == 0, output + project.log("prod")[-4000:]
    return Outcome(status, output, workspace.recorded())


def test_the_summary_says_where_everything_is(deployed: Outcome) -> None:
    for output in ("web_url", "metastore_endpoint", "broker_endpoint", "dag_bucket"):
        assert output in deployed.output
    assert "https://airflow.example.com" in deployed.output
    assert "aeolus dags push prod" in deployed.output
    assert "resources in" in deployed.output


def test_dags_are_pushed_to_the_bucket_that_was_deployed(
    project: Project, deployed: Outcome
) -> None:
    found = target(project)
    bucket = found.workspace.outputs()["dag_bucket"]
    status, output = project.run("dags", "push", "prod", str(ROOT / "examples/dags"), "--sandbox")
    assert status == 0, output
    current = found.clients.s3.get_object(Bucket=bucket, Key="dags/current")["Body"].read()
    assert current.decode().strip() in output


def test_a_second_plan_shows_nothing_beyond_what_moto_reads_back_otherwise(
    project: Project, deployed: Outcome
) -> None:
    assert unexpected_drift(target(project)) == []


def test_no_secret_is_in_the_state(project: Project, deployed: Outcome) -> None:
    client = region(project).client("secretsmanager")
    state = target(project).workspace.read(["state", "pull"])
    names = [each["Name"] for each in client.list_secrets()["SecretList"]]
    assert len(names) == 7
    for name in names:
        value = client.get_secret_value(SecretId=name)["SecretString"]
        assert len(value) >= 16
        assert value not in state


@pytest.fixture(scope="module")
def destroyed(project: Project, deployed: Outcome) -> tuple[int, str]:
    """prod, destroyed with its name typed."""
    return project.run("destroy", "prod", "--sandbox", "--skip-final-snapshot", "--confirm", "prod")


def test_destroy_refuses_another_name(project: Project, deployed: Outcome) -> None:
    status, output = project.run("destroy", "prod", "--sandbox", "--confirm", "production")
    assert status == 2
    assert "nothing was destroyed" in output
    assert len(target(project).workspace.recorded().addresses) == len(deployed.recorded.addresses)


def test_destroy_lists_what_is_lost_first(destroyed: tuple[int, str]) -> None:
    status, output = destroyed
    assert status == 0, output
    assert output.index("lost for good") < output.index("is destroyed")
    assert "database: " in output
    assert "bucket with all its objects: " in output


def test_destroy_leaves_an_empty_account(
    project: Project, empty: frozenset[str], destroyed: tuple[int, str]
) -> None:
    assert region(project).inventory() - empty == frozenset()

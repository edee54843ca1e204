"""dev in an embedded region: deployed, destroyed, and deployed again at once."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator
from typing import Any

import pytest
from rich.console import Console

from aeolus_cli.target import SANDBOX_STATE, Target, in_sandbox
from aeolus_sandbox import region as regions
from support.drift import unexpected_drift
from support.project import Project

# What prod's life shows, for the other topology, whose machine another test boots.
pytestmark = [pytest.mark.sandbox, pytest.mark.long]


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    project = Project.make(tmp_path_factory.mktemp("single-node") / "project")
    yield project
    regions.down("dev", project.root / SANDBOX_STATE)


def target(project: Project) -> Target:
    with contextlib.chdir(project.root):
        return in_sandbox("dev", Console(quiet=True))


def deploy(project: Project) -> str:
    status, output = project.run("sandbox", "up", "dev", "--api-only")
    assert status == 0, output + project.log("dev")[-4000:]
    return output


@pytest.fixture(scope="module")
def deployed(project: Project) -> str:
    return deploy(project)


def test_the_summary_has_an_address_to_open(deployed: str) -> None:
    assert "dev is deployed: " in deployed
    assert "web_url" in deployed


def test_a_second_plan_shows_nothing_beyond_what_moto_reads_back_otherwise(
    project: Project, deployed: str
) -> None:
    assert unexpected_drift(target(project)) == []


def test_status_shows_it(project: Project, deployed: str) -> None:
    status, output = project.run("sandbox", "status")
    assert status == 0
    assert "dev running" in output
    assert "dag_bucket" in output


@pytest.fixture(scope="module")
def destroyed(project: Project, deployed: str) -> dict[str, Any]:
    """What `aeolus destroy` tells a script."""
    there = len(target(project).workspace.recorded().addresses)
    status, output = project.run("destroy", "dev", "--sandbox", "--confirm", "dev", "--json")
    assert status == 0, output
    told: dict[str, Any] = json.loads(output[output.index("\n{") :])
    assert told["resources"] == there > 0
    return told


def test_destroy_tells_what_is_lost(project: Project, destroyed: dict[str, Any]) -> None:
    assert destroyed["environment"] == "dev"
    assert any(each.startswith("volume: ") for each in destroyed["lost"])
    assert target(project).workspace.recorded().addresses == ()


@pytest.fixture(scope="module")
def deployed_again(project: Project, destroyed: dict[str, Any]) -> str:
    return deploy(project)


def test_a_deploy_right_after_a_destroy_works(deployed_again: str) -> None:
    assert "dev is deployed: " in deployed_again


def instances(project: Project) -> set[str]:
    region = regions.running("dev", project.root / SANDBOX_STATE)
    groups = region.client("autoscaling").describe_auto_scaling_groups()["AutoScalingGroups"]
    return {each["InstanceId"] for group in groups for each in group["Instances"]}


@pytest.fixture(scope="module")
def changed(project: Project, deployed_again: str) -> tuple[set[str], set[str]]:
    """The instances before and after a deploy with another root volume."""
    before = instances(project)
    file = project.root / "config" / "environments" / "dev.yaml"
    file.write_text(file.read_text().replace("\n  volume_size: 12\n", "\n  volume_size: 13\n"))
    deploy(project)
    return before, instances(project)


def test_a_changed_machine_replaces_the_one_that_runs(
    changed: tuple[set[str], set[str]],
) -> None:
    before, after = changed
    assert len(before) == len(after) == 1
    assert before != after


def test_down_leaves_nothing_behind(project: Project, changed: tuple[set[str], set[str]]) -> None:
    region = regions.running("dev", project.root / SANDBOX_STATE)
    status, output = project.run("sandbox", "down", "dev", "--json")
    assert status == 0, output
    assert "the embedded AWS of dev is gone" in output
    [told] = json.loads(output[output.index("\n[") :])
    assert (told["environment"], told["was_up"], told["resources"] > 0) == ("dev", True, True)
    assert not region.process.alive()
    assert not region.directory.exists()
    assert project.run("sandbox", "status")[1].strip() == "no embedded AWS is up"

"""`aeolus dags` as it is typed, against an embedded region that holds what a deploy leaves."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from aeolus_agent.dags.keys import Keys
from aeolus_cli.sandbox.account import account_for
from aeolus_cli.target import SANDBOX_STATE, load
from aeolus_sandbox import region as regions
from aeolus_sandbox.region import Region
from aeolus_stacks.state import state_location
from support.dag_folders import BUCKET, lay_out
from support.project import ROOT, Project, kill_tree, wait_until

pytestmark = pytest.mark.sandbox

KEYS = Keys("dags")
SECRET = "aeolus-prod-admin-password-x1"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    """A clone with prod's region up, and nothing deployed."""
    project = Project.make(tmp_path_factory.mktemp("dags") / "project")
    state = project.root / SANDBOX_STATE
    with contextlib.chdir(project.root):
        regions.up("prod", account_for(load("prod")), state)
    yield project
    regions.down("prod", state)


@pytest.fixture(scope="module")
def before(project: Project) -> tuple[int, str]:
    """A push to what is not deployed yet."""
    lay_out(project.root / "dags", {"a.py": "x = 1\n"})
    return project.run("dags", "push", "prod", "--sandbox")


@pytest.fixture(scope="module")
def region(project: Project, before: tuple[int, str]) -> Region:
    """The region with a state, a bucket and a password, as a deploy leaves them."""
    region = regions.running("prod", project.root / SANDBOX_STATE)
    with contextlib.chdir(project.root):
        where = state_location(load("prod"))
    values = {
        "dag_bucket": BUCKET,
        "web_url": "https://airflow.example.com",
        "admin_password_secret": SECRET,
    }
    outputs = {name: {"value": value, "type": "string"} for name, value in values.items()}
    s3 = region.client("s3")
    for bucket in (where.bucket, BUCKET):
        s3.create_bucket(Bucket=bucket)
    state = json.dumps({"version": 4, "outputs": outputs})
    s3.put_object(Bucket=where.bucket, Key=where.key, Body=state.encode())
    region.client("secretsmanager").create_secret(Name=SECRET, SecretString="pw")
    return region


def current(region: Region) -> str:
    body = region.client("s3").get_object(Bucket=BUCKET, Key=KEYS.current)["Body"]
    return str(body.read().decode().strip())


def said(outcome: tuple[int, str], status: int) -> str:
    assert outcome[0] == status, outcome[1]
    assert "Traceback" not in outcome[1]
    return outcome[1]


def from_json(outcome: tuple[int, str]) -> Any:
    output = said(outcome, 0)
    return json.loads(output[output.index("{" if "{" in output[:2] else "[") :])


def test_what_is_not_deployed_is_told(before: tuple[int, str]) -> None:
    assert "prod is not deployed: its state has no output dag_bucket" in said(before, 2)


def test_an_environment_with_dags_from_git_takes_no_push(project: Project) -> None:
    file = project.root / "config" / "environments" / "other.yaml"
    text = (file.parent / "prod.yaml").read_text()
    url = "https://git.example.com/team/dags.git"
    file.write_text(f"{text}dags:\n  source: git\n  repository_url: {url}\n")
    output = said(project.run("dags", "push", "other"), 2)
    assert f"other takes its DAGs from git: {url}, main" in output.replace("\n", " ")


@pytest.fixture(scope="module")
def pushed(project: Project, region: Region) -> dict[str, Any]:
    """The first push, of the example."""
    found: dict[str, Any] = from_json(
        project.run("dags", "push", "prod", str(ROOT / "examples/dags"), "--sandbox", "--json")
    )
    return found


def test_a_push_is_current(pushed: dict[str, Any], region: Region) -> None:
    assert current(region) == pushed["version"]
    assert pushed["before"] is None
    assert "example.py" in pushed["changes"]["added"]


def test_versions_are_listed(pushed: dict[str, Any], project: Project) -> None:
    listed = from_json(project.run("dags", "list", "prod", "--sandbox", "--json"))
    assert [(one["version"], one["current"]) for one in listed] == [(pushed["version"], True)]
    assert pushed["version"] in said(project.run("dags", "list", "prod", "--sandbox"), 0)


def test_what_python_cannot_parse_is_not_pushed(
    pushed: dict[str, Any], project: Project, region: Region, tmp_path: Path
) -> None:
    broken = lay_out(tmp_path / "broken", {"good.py": "x = 1\n", "etl/bad.py": "x = 1\ny = = 2\n"})
    push = ("dags", "push", "prod", str(broken), "--sandbox")
    assert f"{broken}/etl/bad.py:2: invalid syntax" in said(project.run(*push), 2)
    assert current(region) == pushed["version"]
    said(project.run(*push, "--force"), 0)
    assert current(region) != pushed["version"]


def test_a_dry_run_changes_nothing(project: Project, region: Region, tmp_path: Path) -> None:
    held = region.client("s3").list_objects_v2(Bucket=BUCKET)["KeyCount"]
    before = current(region)
    folder = lay_out(tmp_path / "dags", {"new.py": "x = 2\n"})
    output = said(project.run("dags", "push", "prod", str(folder), "--sandbox", "--dry-run"), 0)
    assert "A new.py" in output
    assert "would push 1 files to prod" in output
    assert region.client("s3").list_objects_v2(Bucket=BUCKET)["KeyCount"] == held
    assert current(region) == before


def test_a_pusher_that_is_killed_half_way_leaves_what_was(
    pushed: dict[str, Any], project: Project, region: Region, tmp_path: Path
) -> None:
    before = current(region)
    files = {f"{number}.py": f"number = {number}\n" for number in range(1000)}
    folder = lay_out(tmp_path / "many", files)
    s3 = region.client("s3")

    def objects() -> int:
        pages = s3.get_paginator("list_objects_v2").paginate(Bucket=BUCKET, Prefix=KEYS.objects)
        return sum(page["KeyCount"] for page in pages)

    held = objects()
    push = ("dags", "push", "prod", str(folder), "--sandbox")
    with project.start(*push) as pusher:
        wait_until(lambda: objects() > held, pusher)
        kill_tree(pusher)
    assert held < objects() < held + len(files)
    assert current(region) == before
    said(project.run(*push), 0)
    assert current(region) != before
    assert objects() == held + len(files)


def test_a_run_needs_a_way_to_the_web_entrance(project: Project, region: Region) -> None:
    output = said(project.run("dags", "run", "prod", "example", "--sandbox"), 2)
    assert "nothing on this machine leads to https://airflow.example.com" in output

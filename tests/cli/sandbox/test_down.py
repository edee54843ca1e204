"""`aeolus sandbox down` and `status` where Terraform has gone missing, or nothing is up."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from aeolus_cli.main import app
from aeolus_cli.sandbox.account import account_for
from aeolus_cli.target import SANDBOX_STATE, load
from aeolus_sandbox import region as regions
from aeolus_sandbox.region import State
from support.project import Project


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["sandbox", *arguments])


@pytest.fixture
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where a project that a shell without programs stands in keeps its regions."""
    root = Project.make(tmp_path / "project").root
    monkeypatch.chdir(root)
    monkeypatch.setenv("PATH", "")
    return root / SANDBOX_STATE


@pytest.fixture
def dev(state: Path) -> Iterator[Path]:
    """The same with a region of dev that is up, and a stack in it that was initialized."""
    regions.up("dev", account_for(load("dev")), state)
    (state / "dev/cdktf.out/stacks/dev/.terraform").mkdir(parents=True)
    yield state
    regions.down("dev", state)


def test_without_terraform_that_is_told_and_only_force_ends_the_region(dev: Path) -> None:
    for command in (["down"], ["status"], ["status", "--json"]):
        result = run(*command)
        assert result.exit_code == 2
        assert result.stderr.startswith("error: terraform is not installed\n")
        assert regions.status("dev", dev) is State.RUNNING
    assert "--force" in run("down", "dev").stderr
    forced = run("down", "--force", "--json")
    assert json.loads(forced.stdout) == [{"environment": "dev", "resources": 0, "was_up": True}]
    assert regions.status("dev", dev) is State.ABSENT


def test_json_when_none_is_up(state: Path) -> None:
    assert json.loads(run("down", "--json").stdout) == []
    assert json.loads(run("status", "--json").stdout) == []


@pytest.mark.parametrize("arguments", [("dev",), ("--force", "dev"), ()])
def test_a_damaged_region_is_taken_down(state: Path, arguments: tuple[str, ...]) -> None:
    (state / "dev").mkdir(parents=True)
    (state / "dev" / "region.json").write_text("{")
    result = run("down", *arguments)
    assert result.exit_code == 0, result.stderr
    assert result.stdout == "the embedded AWS of dev is gone\n"

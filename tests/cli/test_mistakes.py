"""What is wrong or missing is told by every command, in lines, before anything is begun."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from aeolus_cli.main import app
from support.project import ROOT

ON_AWS = [
    "bootstrap ENV",
    "destroy ENV",
    "unlock ENV",
    "stop ENV",
    "start ENV",
    "dags push ENV examples/dags",
    "dags list ENV",
    "dags run ENV example",
]
"""Commands that ask AWS, or with `--sandbox` a region that is up."""
BY_TERRAFORM = ["destroy ENV", "unlock ENV", "stop ENV", "start ENV", "sandbox up ENV"]
"""Commands that run Terraform."""
OF_AN_ENVIRONMENT = [
    *ON_AWS,
    *(f"{command} --sandbox" for command in ON_AWS),
    "sandbox up ENV",
    "config check ENV",
    "config show ENV",
    "cost ENV",
    "preview topology ENV",
]


@pytest.fixture(autouse=True)
def bare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """This project, by someone who has neither programs nor credentials."""
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("PATH", "")
    for name in ("AWS_PROFILE", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    for name in ("AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE"):
        monkeypatch.setenv(name, str(tmp_path / "none"))


def run(command: str, environment: str) -> Result:
    return CliRunner().invoke(app, command.replace("ENV", environment).split())


@pytest.mark.parametrize("command", OF_AN_ENVIRONMENT)
def test_an_unknown_environment_comes_first_with_the_nearest(command: str) -> None:
    result = run(command, "prdo")
    assert result.exit_code == 2
    assert "there is no environment 'prdo'" in result.stderr
    assert "did you mean prod?" in result.stderr
    assert result.stdout == ""


@pytest.mark.parametrize("command", ON_AWS)
def test_missing_credentials(command: str) -> None:
    result = run(command, "prod")
    assert result.exit_code == 2
    assert result.stderr.startswith("error: there are no AWS credentials\n  → set AWS_PROFILE")


@pytest.mark.parametrize("command", BY_TERRAFORM)
def test_a_missing_terraform(command: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "made-up")
    result = run(command, "prod")
    assert result.exit_code == 2
    assert result.stderr.splitlines() == [
        "error: terraform is not installed",
        "  → install Terraform 1.11 or newer and put it on PATH",
    ]

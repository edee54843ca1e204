"""What must be there before a command starts is told in one line, with the cure."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import boto3
import pytest

from aeolus_cli.errors import UserError
from aeolus_cli.preflight import require_cdktf, require_credentials, require_terraform

Read = Callable[[list[str]], str]


def found(program: str) -> str:
    return f"/usr/bin/{program}"


def nothing(program: str) -> None:
    return None


def prints(text: str) -> Read:
    return lambda command: text


def fails(error: Exception) -> Read:
    def read(command: list[str]) -> str:
        raise error

    return read


def version(number: str) -> Read:
    return prints(f'{{"terraform_version": "{number}", "platform": "linux_amd64"}}')


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project in which `npm ci` has been run."""
    cdktf = tmp_path / "node_modules/.bin/cdktf"
    cdktf.parent.mkdir(parents=True)
    cdktf.touch()
    return tmp_path


@pytest.mark.parametrize("number", ["1.11.0", "1.11.0-beta1", "1.15.6", "2.0.0"])
def test_a_terraform_that_is_new_enough(number: str) -> None:
    require_terraform(found, version(number))


@pytest.mark.parametrize("number", ["1.10.9", "1.9.0", "0.15.5"])
def test_a_terraform_that_is_too_old(number: str) -> None:
    with pytest.raises(UserError, match=f"terraform is {number}, older than 1.11") as error:
        require_terraform(found, version(number))
    assert error.value.cure == "install Terraform 1.11 or newer and put it on PATH"


def test_the_terraform_on_path_is_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "terraform"
    program.write_text('#!/bin/sh\necho \'{"terraform_version": "1.10.0"}\'\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(UserError, match=r"terraform is 1\.10\.0"):
        require_terraform()


def test_no_terraform() -> None:
    with pytest.raises(UserError, match="terraform is not installed"):
        require_terraform(nothing, version("1.11.0"))


@pytest.mark.parametrize(
    "read",
    [
        prints("Terraform v0.11"),
        prints("[]"),
        prints("{}"),
        fails(subprocess.CalledProcessError(1, "terraform")),
        fails(subprocess.TimeoutExpired("terraform", 60)),
        fails(PermissionError("not executable")),
    ],
)
def test_a_terraform_that_does_not_tell(read: Read) -> None:
    with pytest.raises(UserError, match="terraform does not tell its version"):
        require_terraform(found, read)


def test_cdktf_and_its_node(project: Path) -> None:
    require_cdktf(project, found, prints("v20.11.1\n"))


def test_no_node(project: Path) -> None:
    with pytest.raises(UserError, match="node is not installed"):
        require_cdktf(project, nothing, prints("v20.11.1"))


@pytest.mark.parametrize("number", ["v18.20.4", "v19.9.0", "nonsense"])
def test_a_node_that_is_too_old(project: Path, number: str) -> None:
    with pytest.raises(UserError, match=f"node is {number}, older than 20"):
        require_cdktf(project, found, prints(number))


def test_a_node_that_does_not_run(project: Path) -> None:
    with pytest.raises(UserError, match="node does not run"):
        require_cdktf(project, found, fails(OSError("exec format error")))


def test_no_node_modules(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="cdktf is not installed") as error:
        require_cdktf(tmp_path, found, prints("v20.11.1"))
    assert error.value.cure == "run `make setup`"


@pytest.fixture
def nowhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> pytest.MonkeyPatch:
    """An account of the system with no AWS settings at all."""
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_PROFILE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "config"))
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(tmp_path / "credentials"))
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    monkeypatch.setattr(boto3, "DEFAULT_SESSION", None)
    return monkeypatch


def test_credentials_from_the_environment(nowhere: pytest.MonkeyPatch) -> None:
    nowhere.setenv("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE")
    nowhere.setenv("AWS_SECRET_ACCESS_KEY", "example")
    require_credentials()


def test_no_credentials(nowhere: pytest.MonkeyPatch) -> None:
    with pytest.raises(UserError, match="there are no AWS credentials") as error:
        require_credentials()
    assert "AWS_PROFILE" in error.value.cure


def test_half_a_pair_of_keys(nowhere: pytest.MonkeyPatch) -> None:
    nowhere.setenv("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE")
    with pytest.raises(UserError, match="cannot be used: Partial credentials"):
        require_credentials()


def test_a_profile_that_is_not_there(nowhere: pytest.MonkeyPatch) -> None:
    nowhere.setenv("AWS_PROFILE", "nobody")
    with pytest.raises(UserError, match=r"cannot be used: .*nobody"):
        require_credentials()


def test_settings_that_cannot_be_read(nowhere: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "config").write_text("[profile\n")
    with pytest.raises(UserError, match="cannot be used: Unable to parse config file"):
        require_credentials()

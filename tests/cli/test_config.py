"""`aeolus config check` and `show`; and what holds for every command."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer
import yaml
from botocore.exceptions import ClientError
from typer.main import get_command_name
from typer.testing import CliRunner, Result

from aeolus_cli.errors import UserError, reported
from aeolus_cli.main import app
from support.environments import CLUSTER, SINGLE_NODE, changed, written


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with two environments, seen from a folder inside it."""
    (tmp_path / "cdktf.json").touch()
    environments = tmp_path / "config/environments"
    environments.mkdir(parents=True)
    written(CLUSTER, environments, "staging")
    written(SINGLE_NODE, environments, "dev")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str) -> Result:
    """Run `aeolus config` with `arguments`."""
    return CliRunner().invoke(app, ["config", *arguments])


def broken(project: Path, name: str = "staging") -> Path:
    """Give an environment two mistakes."""
    document = changed(CLUSTER, {"masters.count": 0, "web.internal": "maybe"})
    return written(document, project / "config/environments", name)


def test_one_by_name(project: Path) -> None:
    result = run("check", "staging")
    assert (result.exit_code, result.output) == (0, "staging is right\n")


def test_one_by_file_needs_no_project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    written(CLUSTER, tmp_path, "blue")
    assert run("check", "blue.yaml").output == "blue is right\n"


def test_all_when_none_is_named(project: Path) -> None:
    assert run("check").output == "dev is right\nstaging is right\n"


def test_from_a_folder_inside_the_project(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(project / "config")
    assert run("check", "dev").exit_code == 0


def test_mistakes_go_to_stderr_with_status_2(project: Path) -> None:
    broken(project)
    result = run("check", "staging")
    assert (result.exit_code, result.stdout) == (2, "")
    lines = result.stderr.splitlines()
    assert [line.split(": ")[1] for line in lines] == ["web.internal", "masters.count"]
    assert all(line.startswith("config/environments/staging.yaml:") for line in lines)


def test_the_mistakes_of_all_are_told_and_what_is_right_too(project: Path) -> None:
    broken(project)
    for arguments in ([], ["dev", "staging"], ["staging", "dev", "staging"]):
        result = run("check", *arguments)
        assert result.exit_code == 2
        assert len(result.stderr.splitlines()) == 2
    assert result.stdout == "dev is right\n"


def test_an_unknown_environment(project: Path) -> None:
    result = run("check", "stagging")
    assert result.exit_code == 2
    assert result.stderr.endswith("there are dev, staging → did you mean staging?\n")


def test_outside_a_project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    result = run("check", "prod")
    assert result.exit_code == 2
    assert "no cdktf.json" in result.stderr


def test_values_are_never_taken_for_markup(project: Path) -> None:
    path = written(changed(CLUSTER, {"region": "[red]x[/red]"}), project, "blue")
    assert 'got "[red]x[/red]"; must be' in run("check", str(path)).stderr


def test_json_for_scripts(project: Path) -> None:
    path = broken(project)
    result = run("check", "dev", "staging", "--json")
    told = json.loads(result.stdout)
    assert (result.exit_code, result.stderr) == (2, "")
    assert told["environments"] == ["dev"]
    line = path.read_text().splitlines().index("  count: 0") + 1
    assert told["problems"][-1] == {
        "file": "config/environments/staging.yaml",
        "path": "masters.count",
        "value": "0",
        "message": "must be a whole number from 1 to 10",
        "cure": "",
        "line": line,
        "column": 3,
    }


def test_json_when_all_is_right(project: Path) -> None:
    result = run("check", "--json")
    assert result.exit_code == 0
    assert json.loads(result.stdout) == {"environments": ["dev", "staging"], "problems": []}


def test_show_fills_in_the_defaults(project: Path) -> None:
    shown = yaml.safe_load(run("show", "staging").stdout)
    assert shown["name"] == "staging"
    assert shown["masters"]["count"] == 2
    assert json.loads(run("show", "staging", "--json").stdout) == shown


def test_show_of_what_is_wrong(project: Path) -> None:
    broken(project)
    assert run("show", "staging").exit_code == 2


def commands(group: typer.Typer, *path: str) -> Iterator[tuple[str, ...]]:
    """Yield the words of every command of `group`."""
    for command in group.registered_commands:
        assert command.callback is not None
        yield (*path, command.name or get_command_name(command.callback.__name__))
    for below in group.registered_groups:
        assert below.typer_instance is not None
        yield from commands(below.typer_instance, *path, str(below.name))


@pytest.mark.parametrize("command", list(commands(app)), ids=" ".join)
def test_every_command_has_an_example(command: tuple[str, ...]) -> None:
    result = CliRunner().invoke(app, [*command, "--help"])
    assert result.exit_code == 0
    assert f"Example: aeolus {' '.join(command)}" in result.output


def groups(group: typer.Typer, *path: str) -> Iterator[tuple[str, ...]]:
    """Yield the words of every group, the whole command's among them."""
    yield path
    for below in group.registered_groups:
        assert below.typer_instance is not None
        yield from groups(below.typer_instance, *path, str(below.name))


@pytest.mark.parametrize("path", list(groups(app)), ids=" ".join)
def test_every_group_has_an_example_of_a_command_in_it(path: tuple[str, ...]) -> None:
    result = CliRunner().invoke(app, [*path, "--help"])
    assert result.exit_code == 0
    begins = " ".join(["Example: aeolus", *path])
    [example] = [line for line in result.output.splitlines() if begins in line]
    words = example.strip().removeprefix("Example: aeolus ").split()
    # `cost prod` is short for `cost show prod`.
    assert {tuple(words[:1]), tuple(words[:2])} & {*commands(app), ("cost",)}


def test_a_users_mistake_is_told_with_its_cure(capsys: pytest.CaptureFixture[str]) -> None:
    def fail() -> None:
        raise UserError("it is [bold]broken", details=["see here"], cure="mend it")

    with pytest.raises(SystemExit) as error:
        reported(fail)()
    assert error.value.code == 2
    assert capsys.readouterr().err == "error: it is [bold]broken\n  see here\n  → mend it\n"


def test_what_aws_refuses_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    def refused() -> None:
        raise ClientError({"Error": {"Code": "AccessDenied", "Message": "no"}}, "CreateBucket")

    with pytest.raises(SystemExit) as error:
        reported(refused)()
    assert error.value.code == 2
    assert capsys.readouterr().err.startswith("error: AWS: An error occurred (AccessDenied)")


def test_an_interrupt_is_no_traceback(capsys: pytest.CaptureFixture[str]) -> None:
    def interrupted() -> None:
        raise KeyboardInterrupt

    with pytest.raises(SystemExit) as error:
        reported(interrupted)()
    assert error.value.code == 130
    assert capsys.readouterr().err == "error: interrupted\n"


def test_a_bug_is_not_hidden() -> None:
    def buggy() -> None:
        raise RuntimeError("ours")

    with pytest.raises(RuntimeError):
        reported(buggy)()

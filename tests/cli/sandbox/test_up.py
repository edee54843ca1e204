"""What `aeolus sandbox up` says when it ends before it is done."""

from __future__ import annotations

import socket
from pathlib import Path
from types import SimpleNamespace

import pytest
from typer.testing import CliRunner, Result

from aeolus_cli.errors import UserError
from aeolus_cli.main import app
from aeolus_cli.sandbox import up
from aeolus_cli.target import SANDBOX_STATE
from aeolus_sandbox import region as regions
from aeolus_sandbox.region import State
from support.project import Project


@pytest.fixture
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where a project keeps its regions, none of which is up."""
    root = Project.make(tmp_path / "project").root
    monkeypatch.chdir(root)
    # On a machine that has none yet they take a minute, and an index of packages.
    monkeypatch.setattr(up, "build_bundles", lambda _: None)
    return root / SANDBOX_STATE


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["sandbox", "up", "dev", *arguments])


def test_a_taken_port_is_all_that_is_told(state: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        result = run("--api-only", "--port", str(port))
    assert result.exit_code == 2
    [line] = result.stderr.splitlines()
    assert f"port {port} on 127.0.0.1 is in use" in line
    assert "still up" not in result.stdout


def test_a_damaged_region_is_told_with_the_way_out(state: Path) -> None:
    (state / "dev").mkdir(parents=True)
    (state / "dev" / "region.json").write_text("{")
    result = run("--api-only")
    assert result.exit_code == 2
    assert "is damaged" in result.stderr
    assert "  → aeolus sandbox down dev ends it and forgets what it held\n" in result.stderr
    assert "still up" not in result.stdout


def test_an_interrupt_before_there_is_a_region_claims_none(
    state: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(up, "machine_settings", interrupt)
    result = run()
    assert (result.exit_code, result.stderr) == (130, "error: interrupted\n")
    assert "still up" not in result.stdout


@pytest.mark.parametrize(
    ("end", "status"), [(KeyboardInterrupt(), 130), (UserError("not every node came up"), 2)]
)
def test_whoever_does_not_wait_for_the_nodes_is_told_that_they_are_up(
    state: Path, monkeypatch: pytest.MonkeyPatch, end: BaseException, status: int
) -> None:
    def ended(*_: object) -> None:
        raise end

    for step in ("machine_settings", "bring_up", "print_summary"):
        monkeypatch.setattr(up, step, lambda *_, **__: None)
    monkeypatch.setattr(up, "bring_to_life", ended)
    monkeypatch.setattr(regions, "running", lambda *_: SimpleNamespace(machines=True))
    monkeypatch.setattr(regions, "status", lambda *_: State.RUNNING)
    result = run()
    assert result.exit_code == status
    assert "`aeolus sandbox up dev` goes on, `aeolus sandbox down dev` removes it" in result.stdout

"""`aeolus sandbox up` where machines can be booted, and where they cannot."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from aeolus_cli.errors import UserError
from aeolus_cli.main import app
from aeolus_cli.sandbox import up as command
from aeolus_cli.target import IMAGES
from aeolus_sandbox.machines.image.images import Images
from aeolus_sandbox.supervisor.settings import Settings
from support.project import Project

NOT_ROOT = "machines need root: run this command with sudo"


@pytest.fixture
def brought_up(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[Settings | None]:
    """Return with which machines regions are brought up; nothing is deployed into any."""
    asked: list[Settings | None] = []

    def bring_up(*_: Any, machines: Settings | None, **__: Any) -> None:
        asked.append(machines)
        raise UserError("nothing is deployed here")

    monkeypatch.chdir(Project.make(tmp_path / "project").root)
    monkeypatch.setattr(command, "bring_up", bring_up)
    for before in ("require_terraform", "require_cdktf", "build_bundles"):
        monkeypatch.setattr(command, before, lambda *_: None)
    for image in ("debian", "services"):
        monkeypatch.setattr(Images, image, lambda self: self.say("built"))
    return asked


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["sandbox", "up", "prod", *arguments])


def test_where_they_cannot_one_line_says_why_and_the_api_comes_up_alone(
    brought_up: list[Settings | None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(command, "reason", lambda _host: NOT_ROOT)
    first, *_ = run().output.splitlines()
    assert first == f"no machines, the API alone: {NOT_ROOT}"
    assert brought_up == [None]


def test_where_they_can_they_have_their_images_first(
    brought_up: list[Settings | None], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(command, "reason", lambda _host: None)
    assert run().output.splitlines()[:2] == ["image: built", "image: built"]
    assert brought_up == [Settings(images=tmp_path / "project" / IMAGES)]


def test_who_wants_the_api_alone_gets_it_and_no_reason(
    brought_up: list[Settings | None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(command, "reason", lambda _host: NOT_ROOT)
    assert "machines" not in run("--api-only").output
    assert brought_up == [None]

"""Stacks in files, and a project in a git repository of its own."""

from __future__ import annotations

import json
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from aeolus_cli.main import app

APP = """
import json, os, pathlib, sys
out = pathlib.Path(os.environ["CDKTF_OUTDIR"])
for file in pathlib.Path(os.environ["AEOLUS_ENVIRONMENTS"]).glob("*.yaml"):
    key, number = file.read_text().split()
    if key == "broken:":
        sys.exit("prod.yaml:1: broken")
    folder = out / "stacks" / file.stem
    folder.mkdir(parents=True)
    addresses = {f"a{n}": {} for n in range(int(number))}
    stack = {"provider": {"aws": [{"region": "us-east-1"}]}, "resource": {"aws_eip": addresses}}
    (folder / "cdk.tf.json").write_text(json.dumps(stack))
"""
"""An app that synthesizes as many addresses as a file says."""

# Dozens are started: no shim that looks for a Python first, and none of its site packages.
RUN = shlex.join([sys.executable, "-I", "-S", "app.py"])


def aeolus(*arguments: str) -> Result:
    """Run `aeolus` in a terminal that is wide."""
    return CliRunner().invoke(app, arguments, env={"COLUMNS": "160"})


def written(file: Path, resources: dict[str, Any], region: str = "us-east-1") -> Path:
    """Write a stack as Terraform's JSON."""
    provider = [{"region": region}] if region else []
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps({"provider": {"aws": provider}, "resource": resources}))
    return file


class Repository:
    """A project in git, whose app is small."""

    def __init__(self, root: Path) -> None:
        self.root = root
        root.mkdir()
        (root / "app.py").write_text(APP)
        (root / "cdktf.json").write_text(json.dumps({"app": RUN}))
        (root / ".gitignore").write_text(".venv\n")
        self.git("init", "--quiet", "--initial-branch=main")

    def git(self, *arguments: str) -> str:
        identity = ["-c", "user.name=Test", "-c", "user.email=test@example.com"]
        command = ["git", "-C", str(self.root), *identity, *arguments]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout

    def commit(self, environment: str | None) -> str:
        """Commit prod.yaml with that text, none for None; return the commit."""
        file = self.root / "config/environments/prod.yaml"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.unlink(missing_ok=True)
        if environment is not None:
            file.write_text(environment)
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message", "change")
        return self.git("rev-parse", "HEAD").strip()


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    found = Repository(tmp_path / "project")
    monkeypatch.chdir(found.root)
    return found

"""What cdktf adds to Terraform: a deploy of prod against a plain apply of the same JSON."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from rich.console import Console

from aeolus_cli.bootstrap import prepare
from aeolus_cli.sandbox.account import account_for
from aeolus_cli.target import SANDBOX_STATE, Target, in_sandbox, load
from aeolus_sandbox import region as regions
from bench.table import show
from support.project import Project

pytestmark = pytest.mark.bench


@contextlib.contextmanager
def fresh_region(root: Path) -> Iterator[Target]:
    """Yield prod in an embedded region of its own, ready to be deployed into."""
    project = Project.make(root)
    state = project.root / SANDBOX_STATE
    with contextlib.chdir(project.root):
        regions.up("prod", account_for(load("prod")), state)
        try:
            target = in_sandbox("prod", Console(quiet=True))
            prepare(target)
            yield target
        finally:
            regions.down("prod", state)


def seconds_of_cdktf_deploy(target: Target) -> float:
    started = time.monotonic()
    target.workspace.deploy()
    return time.monotonic() - started


def seconds_of_terraform_apply(target: Target) -> float:
    target.workspace.synth()
    started = time.monotonic()
    target.workspace.init()
    target.workspace.terraform("apply", ["apply", "-auto-approve", "-input=false"])
    return time.monotonic() - started


def test_deploy_against_apply(tmp_path: Path) -> None:
    with fresh_region(tmp_path / "cdktf") as target:
        deploy = seconds_of_cdktf_deploy(target)
    with fresh_region(tmp_path / "terraform") as target:
        apply = seconds_of_terraform_apply(target)
    show(
        "prod into an embedded region, from synth to done",
        [
            ("cdktf deploy", f"{deploy:.0f}"),
            ("terraform init and apply", f"{apply:.0f}"),
            ("ratio", f"{deploy / apply:.2f} times"),
        ],
    )

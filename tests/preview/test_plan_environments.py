"""The script that plans: what it runs, and that nothing of a plan is left or printed."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from support.terraform import ROOT

SYNTH = 'mkdir -p "$CDKTF_OUTDIR/stacks/dev" "$CDKTF_OUTDIR/stacks/prod"'
TERRAFORM = """
echo "${@:2}" >> "$CALLS"
case $2 in
    plan) echo "password = s3cr3t"; exit "${PLAN_STATUS:-0}" ;;
    show) echo '{"secret": "s3cr3t"}' ;;
esac
"""
AEOLUS = 'echo "summary of ${@##*/}"; ls "$(dirname "$3")"'


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """Return a project whose programs are fakes, with the real script in it."""
    root = tmp_path / "project"
    programs = {".venv/bin/python": SYNTH, "bin/terraform": TERRAFORM, ".venv/bin/aeolus": AEOLUS}
    for name, body in programs.items():
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"#!/bin/bash\n{body}\n")
        file.chmod(0o755)
    (root / "scripts").mkdir()
    shutil.copy(ROOT / "scripts/plan-environments", root / "scripts")
    (root / "tmp").mkdir()
    return root


def run(root: Path, *environments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    given = {
        "PATH": f"{root}/bin:{os.defpath}",
        "CALLS": str(root / "calls"),
        "TMPDIR": str(root / "tmp"),
    }
    return subprocess.run(
        [root / "scripts/plan-environments", "out/plan.md", *environments],
        env=given | settings,
        capture_output=True,
        text=True,
    )


def test_each_environment_is_planned_without_the_lock_and_summarized(checkout: Path) -> None:
    assert run(checkout, "dev", "prod").returncode == 0
    calls = (checkout / "calls").read_text().splitlines()
    assert [call.split()[0] for call in calls] == ["init", "plan", "show"] * 2
    assert all("-lock=false" in call for call in calls if call.startswith("plan"))
    assert "dev.json prod.json" in (checkout / "out/plan.md").read_text()


@pytest.mark.parametrize("status", ["0", "1"])
def test_nothing_secret_is_printed_or_left(checkout: Path, status: str) -> None:
    done = run(checkout, "dev", PLAN_STATUS=status)
    assert (done.returncode == 0) is (status == "0")
    assert "s3cr3t" not in done.stdout + done.stderr
    assert not list((checkout / "tmp").iterdir())


def test_an_environment_that_is_not_there_is_named(checkout: Path) -> None:
    done = run(checkout, "dve")
    assert done.returncode == 2
    assert done.stderr == "plan-environments: there is no environment dve\n"

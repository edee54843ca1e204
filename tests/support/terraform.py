"""Terraform itself, with the provider where set-up found it."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SETTINGS = {**os.environ, "TF_CLI_CONFIG_FILE": str(ROOT / ".aeolus" / "terraform.rc")}


def terraform(folder: Path, *arguments: str) -> str:
    """Return what a Terraform command prints in `folder`; fails with what it said instead."""
    done = subprocess.run(
        ["terraform", *arguments],
        cwd=folder,
        env=SETTINGS,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout

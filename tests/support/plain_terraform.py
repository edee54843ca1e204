"""Terraform in an embedded region, as somebody runs it who knows nothing of Aeolus."""

from __future__ import annotations

import subprocess
from pathlib import Path

from aeolus_sandbox.region import Region


def terraform(region: Region, folder: Path, *arguments: str) -> str:
    """Return what a command prints in a folder. Fails with what it says is wrong."""
    ended = subprocess.run(
        ["terraform", *arguments, "-no-color"],
        cwd=folder,
        env=region.environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 0, f"{ended.stdout[-2000:]}\n{ended.stderr}"
    return ended.stdout

"""Airflow as nodes have it: the environment of the node bundle, run by this machine's Python."""

from __future__ import annotations

import platform
import subprocess
import sys
from pathlib import Path

from aeolus_agent.places import ENVIRONMENT
from aeolus_config.model import AirflowConfig
from aeolus_node.bundle import build

MACHINES = {"x86_64": "amd64", "aarch64": "arm64"}


def unpack(root: Path) -> Path:
    """Unpack the bundle for this machine, built if it is not; return its packages' folder."""
    bundles = build(airflow_version=AirflowConfig().version, say=print)
    bundle = next(
        one for one in bundles.values() if one.architecture == MACHINES[platform.machine()]
    )
    command = ["tar", "--extract", "--zstd", f"--file={bundle.path}", f"--directory={root}"]
    subprocess.run([*command, ENVIRONMENT.name], check=True)
    return root / ENVIRONMENT.name / "lib/python3.11/site-packages"


def python(packages: Path) -> tuple[list[str], dict[str, str]]:
    """Return how to run Python with these packages and no others, and the variables for it."""
    # Not the virtual environment's: its own packages would be found, too.
    base: str = sys._base_executable  # type: ignore[attr-defined]
    return [base, "-s"], {"PYTHONPATH": str(packages), "PYTHONDONTWRITEBYTECODE": "1"}

"""Where the parts of a bundle come from, and where bundles are kept."""

from __future__ import annotations

from pathlib import Path

PROJECT = Path(__file__).resolve().parents[3]
"""The project's folder: what is built belongs to the code, whoever's environments use it."""

NODE = PROJECT / "node"
AGENT = NODE / "aeolus_agent"
SHARED = tuple(NODE / name for name in ("aeolus_lease", "aeolus_scaling", "aeolus_tags"))
"""What the agent shares with others: a Lambda, the simulation, the constructs."""
REQUIREMENTS = PROJECT / "requirements"
NODE_MODULES = PROJECT / "node_modules"
CACHE = PROJECT / ".aeolus" / "cache" / "bundles"

DEBIAN_LOCK = REQUIREMENTS / "debian-12.lock"


def airflow_lock(version: str) -> Path:
    """Return the lock file of Airflow `version`."""
    return REQUIREMENTS / f"airflow-{version}.lock"

"""Airflow's lock file: one for both architectures, as hashes are of all files of a version."""

from __future__ import annotations

import tempfile
from pathlib import Path

from aeolus_node.bundle import uv
from aeolus_node.bundle.folders import airflow_lock
from aeolus_node.bundle.requirements import pins

from .errors import LockError


def lock_airflow(version: str) -> None:
    """Lock `requirements/airflow-<version>.in`; raises LockError when that cannot be."""
    lock = airflow_lock(version)
    source = lock.with_suffix(".in")
    with tempfile.TemporaryDirectory() as folder:
        other = Path(folder) / lock.name
        try:
            uv.resolve("amd64", source, lock)
            other.write_text(lock.read_text())
            uv.resolve("arm64", source, other)
        except uv.UvError as error:
            raise LockError(str(error)) from error
        apart = pins(lock.read_text()).items() ^ pins(other.read_text()).items()
    if apart:
        raise LockError(f"the architectures need other packages: {sorted(apart)}")

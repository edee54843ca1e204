"""PostgreSQL's data on the volume: made once, and taken over by whichever node comes next."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

from aeolus_agent.insist import NotYetError

VERSION = "15"
"""Debian 12's."""
INITDB = f"/usr/lib/postgresql/{VERSION}/bin/initdb"


def make_cluster(directory: Path, initdb: Callable[[Sequence[str]], None]) -> bool:
    """Let there be a cluster in `directory` / `VERSION`; return whether it is new.

    `initdb` runs a command as PostgreSQL's own user. A cluster appears whole or not at all.
    Raises NotYetError where there is one of another version, which none of ours can read.
    """
    target = directory / VERSION
    if (target / "PG_VERSION").exists():
        return False
    others = sorted(path.parent.name for path in directory.glob("*/PG_VERSION"))
    others = [name for name in others if not name.endswith(".new")]
    if others:
        raise NotYetError(
            f"{directory} has a cluster of PostgreSQL {' and '.join(others)}, and this node has "
            f"{VERSION}: deploy what ran before, or move the data by pg_dump"
        )
    new = directory / f"{VERSION}.new"
    shutil.rmtree(new, ignore_errors=True)
    initdb(
        [
            INITDB,
            f"--pgdata={new}",
            "--username=postgres",
            "--encoding=UTF8",
            "--locale=C.UTF-8",
            "--data-checksums",
            # Who may come in how is in the bundle's pg_hba.conf.
            "--auth=reject",
        ]
    )
    new.rename(target)
    _sync(directory)
    return True


def _sync(directory: Path) -> None:
    descriptor = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)

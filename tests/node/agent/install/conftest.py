"""A machine on which a node is installed, of every daemon."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from aeolus_sandbox.machines.machine import Machine
from support.machines import ground, instance
from support.played_node import lay, must


@pytest.fixture(scope="module")
def machine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machine]:
    """Yield a machine on which a node is installed, of every daemon."""
    with ground(tmp_path_factory.mktemp("units")) as made:
        booted = made.machine(instance(12))
        booted.boot()
        booted.await_running()
        lay(Path(f"/proc/{booted.leader}/root"))
        must(booted, "/opt/aeolus/airflow/bin/python", "-m", "aeolus_agent", "install")
        yield booted

"""One booted machine that the tests of a file share, and where it stands."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from aeolus_sandbox.machines.machine import Machine
from support.machines import Ground, ground, instance

USER_DATA = b"""#!/bin/bash
env | sort >/var/lib/user-data-environment
echo started >/dev/console
"""


@pytest.fixture(scope="module")
def region(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ground]:
    """Return where machines may stand; nothing is left of it afterwards."""
    directory: Path = tmp_path_factory.mktemp("region")
    with ground(directory) as made:
        yield made


@pytest.fixture(scope="module")
def machine(region: Ground) -> Machine:
    """Return a machine that runs and has run its user data; each test leaves it running."""
    made = region.machine(instance(11, user_data=USER_DATA), memory_bytes=1 << 30, cpus=1.5)
    made.boot()
    made.await_running()
    return made

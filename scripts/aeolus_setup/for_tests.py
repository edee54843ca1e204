"""What only tests use: installed where that can be."""

from __future__ import annotations

import shutil
from pathlib import Path

from aeolus_sandbox.machines.requirement import Host, reason

from .errors import SetupError
from .tools import apt_install

PROGRAMS = ("chromium", "lego", "pebble")
"""A browser that looks at Airflow's pages; an ACME client, and an authority that it asks."""


def prepare(root: Path) -> None:
    """Install what is missing where machines can boot, whose tests it is for.

    Without it those tests are skipped and say why: so a failure is told in one line, and set-up
    goes on.
    """
    missing = [name for name in PROGRAMS if shutil.which(name) is None]
    if not missing or reason(Host.here()) or shutil.which("apt-get") is None:
        return
    try:
        apt_install(missing, root)
    except SetupError as error:
        print(f"setup: no test will use {' or '.join(missing)}: {error}")

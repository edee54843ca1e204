"""The browser that tests look at Airflow's pages with: installed where that can be."""

from __future__ import annotations

import shutil
from pathlib import Path

from aeolus_sandbox.machines.requirement import Host, reason

from .errors import SetupError
from .tools import apt_install

CHROMIUM = "chromium"


def prepare(root: Path) -> None:
    """Install Chromium where machines can boot, whose pages it is for.

    Without it those tests are skipped and say why: so a failure is told in one line, and set-up
    goes on.
    """
    if shutil.which(CHROMIUM) or reason(Host.here()) or shutil.which("apt-get") is None:
        return
    try:
        apt_install([CHROMIUM], root)
    except SetupError as error:
        print(f"setup: no test will look at pages: {error}")

"""What the sandbox needs to boot machines: installed where that can be, else done without."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

from aeolus_sandbox.machines.requirement import PROGRAMS, Host, reason

from .errors import SetupError
from .tools import apt_install


def prepare(root: Path) -> None:
    """Install the programs that are missing, if they are all that machines lack here.

    Without them the sandbox still has its API, and says itself why it boots nothing: so a failure
    is told in one line, and set-up goes on.
    """
    host = Host.here()
    if not host.missing or reason(replace(host, missing=())) or shutil.which("apt-get") is None:
        return
    try:
        apt_install(sorted({PROGRAMS[name] for name in host.missing}), root)
    except SetupError as error:
        print(f"setup: the sandbox will boot no machines: {error}")

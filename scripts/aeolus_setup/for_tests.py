"""What only tests use: installed where that can be."""

from __future__ import annotations

import shutil
from pathlib import Path

from aeolus_sandbox.machines.requirement import Host, reason

from .errors import SetupError
from .tools import apt_install

PROGRAMS = {"chromium": "chromium", "lego": "lego", "pebble": "pebble", "sshd": "openssh-server"}
"""The packages of a browser that looks at Airflow's pages; of an ACME client, and an authority that
it asks; of a server from which git reads."""
NOT_TO_BE_RUN = Path("/etc/ssh/sshd_not_to_be_run")
"""While it is there Debian's openssh-server starts no server (its README.Debian)."""
SYSTEM = "/usr/sbin:/sbin"
"""Where servers are, also for whoever has no such PATH: one that runs is to go on."""


def prepare(root: Path) -> None:
    """Install what is missing where machines can boot, whose tests it is for.

    Without it those tests are skipped and say why: so a failure is told in one line, and set-up
    goes on.
    """
    missing = [name for name in PROGRAMS if not _is_there(name)]
    if not missing or reason(Host.here()) or shutil.which("apt-get") is None:
        return
    if "sshd" in missing:
        NOT_TO_BE_RUN.parent.mkdir(parents=True, exist_ok=True)
        NOT_TO_BE_RUN.touch()
    try:
        apt_install(sorted(PROGRAMS[name] for name in missing), root)
    except SetupError as error:
        print(f"setup: no test will use {' or '.join(missing)}: {error}")


def _is_there(program: str) -> bool:
    return any(shutil.which(program, path=path) for path in (None, SYSTEM))

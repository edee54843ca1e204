"""The command `install`: the end of a node's first boot."""

from __future__ import annotations

import pwd
import time

from aeolus_agent import places
from aeolus_agent.description import NodeDescription
from aeolus_agent.files import replace
from aeolus_agent.watch.report import Phase
from aeolus_agent.watch.timeline import Timeline

from .git import git_files
from .machine import Machine
from .roles import TARGET, groups_of, masked_units, units_of
from .settings import daemon_settings


def run() -> int:
    """Install this node's role, and start it without waiting; return the exit status.

    Raises OSError and CalledProcessError: user data tries again.
    """
    began = time.time()
    node = NodeDescription.loads(places.NODE.read_text())
    units = units_of(node)
    machine = Machine()
    machine.make_user(places.USER, places.HOME, _is_user)
    machine.make_directories((places.HOME, places.TASK_LOGS, places.DAGS), places.USER)
    machine.mask(masked_units(node), places.SYSTEMD)
    if node.lasting:
        replace(places.NO_CLUSTER, "create_main_cluster = false\n")
    folders = [places.PACKAGES / group for group in groups_of(node)]
    machine.add_packages(path for folder in folders for path in folder.glob("*.deb"))
    replace(places.DAEMON_SETTINGS, daemon_settings(node))
    for path, text in git_files(node.git).items() if node.git else ():
        replace(path, text)
    machine.add_units(units.all, places.UNITS, places.SYSTEMD, units.more)
    # User data wrote it, and then began to fetch the bundle.
    told = {Phase.BUNDLE: places.NODE.stat().st_mtime, Phase.INSTALL: began}
    Timeline(places.TIMELINE).add(told)
    machine.run(["systemctl", "daemon-reload"])
    if units.unprompted:
        machine.run(["systemctl", "add-wants", TARGET, *units.unprompted])
    startable = [name for name in units.all if _is_installable(name)]
    machine.run(["systemctl", "enable", "--now", "--no-block", "--quiet", *startable])
    return 0


def _is_installable(name: str) -> bool:
    return "[Install]" in (places.SYSTEMD / name).read_text()


def _is_user(name: str) -> bool:
    try:
        pwd.getpwnam(name)
    except KeyError:
        return False
    return True

"""The machine as the installation changes it."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from aeolus_agent.files import replace

Run = Callable[[list[str]], None]

HARDENING = "hardening.conf"
DAEMON = "airflow-daemon.conf"
_DAEMONS = "airflow-"
UNCONFINED = frozenset({"aeolus-ssm-agent.service", "aeolus-volume.service"})
"""They install packages, or need the machine's devices."""


def command(arguments: list[str]) -> None:
    """Run a command, which asks nobody. Raises CalledProcessError with what it said."""
    subprocess.run(
        arguments,
        check=True,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env=os.environ | {"DEBIAN_FRONTEND": "noninteractive"},
    )


@dataclass(frozen=True)
class Machine:
    """A machine; `run` runs a command on it. Everything can be done twice."""

    run: Run = command

    def make_user(self, name: str, home: Path, known: Callable[[str], bool]) -> None:
        """Let there be a system user who cannot log in."""
        if not known(name):
            shell = "/usr/sbin/nologin"
            created = ["--system", "--user-group", "--home-dir", str(home), "--shell", shell]
            self.run(["useradd", *created, name])

    def make_directories(self, directories: Iterable[Path], owner: str) -> None:
        """Let there be directories of a user's, closed to others."""
        for each in directories:
            each.mkdir(parents=True, exist_ok=True)
            each.chmod(0o750)
            shutil.chown(each, owner, owner)

    def add_units(
        self,
        names: Iterable[str],
        source: Path,
        target: Path,
        more: Mapping[str, tuple[str, ...]] | None = None,
    ) -> None:
        """Copy units into systemd's folder, each with what all have in common, or all daemons.

        `more` are parts that only some have, by unit; what they say counts last.
        """
        for name in names:
            replace(target / name, (source / name).read_text())
            if name.endswith(".service"):
                for part in (*_common(name), *(more or {}).get(name, ())):
                    replace(target / f"{name}.d" / part, (source / part).read_text())

    def mask(self, names: Iterable[str], target: Path) -> None:
        """Let units that come with packages never start, not even while these are installed."""
        for name in names:
            link = target / name
            link.unlink(missing_ok=True)
            link.symlink_to("/dev/null")

    def add_packages(self, packages: Iterable[Path]) -> None:
        """Install Debian packages from files, but for what is there already, or a newer one.

        Settings that are there before a package is stay.
        """
        files = sorted(str(each) for each in packages)
        if files:
            options = ["--refuse-downgrade", "--skip-same-version", "--force-confold"]
            self.run(["dpkg", *options, "--install", *files])


def _common(name: str) -> tuple[str, ...]:
    """Return what a service shares with others."""
    if name in UNCONFINED:
        return ()
    return (HARDENING, DAEMON) if name.startswith(_DAEMONS) else (HARDENING,)

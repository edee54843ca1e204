"""Debian's lock file: what groups of packages need beyond Debian's image for EC2.

apt resolves it, in a folder of its own, for machines that hold the image's packages and no others.
"""

from __future__ import annotations

import re
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from aeolus_node.bundle.debian_lock import Package, written
from aeolus_node.bundle.node_bundle import ARCHITECTURES
from aeolus_sandbox.machines.image.mirror import sources
from aeolus_sandbox.machines.image.recipe import Recipe

from .errors import LockError

_IMAGE = ("?essential", "apt", *Recipe().packages)
_URI = re.compile(r"'(?P<uri>[^']+)' (?P<file>\S+) \d+ SHA256:(?P<sha256>[0-9a-f]{64})")
_KEYRING = "/usr/share/keyrings/debian-archive-keyring.gpg"


def lock_debian(source: Path, lock: Path) -> None:
    """Write `lock` for the groups in `source`, lines of `group: package package`."""
    suite = Recipe().suite
    lines = [line for line in sources(suite) if line.endswith(f" {suite} main")]
    if not lines:
        raise LockError("Debian's packages can be locked on a Debian only, once apt has lists")
    found: set[Package] = set()
    for architecture in ARCHITECTURES:
        with tempfile.TemporaryDirectory() as folder:
            apt = Apt(Path(folder), architecture, lines)
            image = dict(apt.needed(_IMAGE))
            for group, names in groups(source.read_text()):
                needed = dict(apt.needed([*_IMAGE, *names]))
                found |= {
                    Package.of(group, path, sha256)
                    for path, sha256 in needed.items()
                    if path not in image
                }
    lock.write_text(written(found))


def groups(text: str) -> Iterator[tuple[str, list[str]]]:
    """Yield the groups of a `.in` file with their packages."""
    for line in text.splitlines():
        if line and not line.startswith("#"):
            group, _, names = line.partition(":")
            yield group, names.split()


class Apt:
    """apt for a machine of `architecture` that has nothing installed yet."""

    def __init__(self, folder: Path, architecture: str, lines: Sequence[str]) -> None:
        """Fetch package lists into `folder`; raises LockError."""
        self._configuration = folder / "apt.conf"
        for each in ("etc/preferences.d", "state/lists/partial", "cache/archives/partial"):
            (folder / each).mkdir(parents=True)
        (folder / "state/status").touch()
        signed = [line.replace("deb ", f"deb [signed-by={_KEYRING}] ") for line in lines]
        (folder / "etc/sources.list").write_text("\n".join(signed) + "\n")
        self._configuration.write_text(
            f'Dir::State "{folder}/state"; Dir::State::status "{folder}/state/status";\n'
            f'Dir::Cache "{folder}/cache"; Dir::Etc "{folder}/etc";\n'
            f'APT::Architecture "{architecture}"; APT::Architectures {{ "{architecture}"; }};\n'
            'APT::Install-Recommends "false"; Acquire::Languages "none";\n'
            'Acquire::ForceHash "SHA256"; APT::Sandbox::User "root";\n'
        )
        self._run("update")

    def needed(self, names: Sequence[str]) -> list[tuple[str, str]]:
        """Return path in the archive and SHA-256 of all packages that `names` come to."""
        return uris(self._run("install", "--print-uris", "--yes", *names))

    def _run(self, *arguments: str) -> str:
        done = subprocess.run(
            ["apt-get", "--quiet=2", *arguments],
            env={"APT_CONFIG": str(self._configuration), "PATH": "/usr/sbin:/usr/bin:/sbin:/bin"},
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise LockError(done.stderr.strip())
        return done.stdout


def uris(printed: str) -> list[tuple[str, str]]:
    """Return path in the archive and SHA-256 of what `apt-get --print-uris` has printed."""
    return [
        (str(PurePosixPath("pool", unquote(match["uri"]).partition("/pool/")[2])), match["sha256"])
        for match in _URI.finditer(printed)
    ]

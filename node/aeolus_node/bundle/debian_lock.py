"""`requirements/debian-12.lock`: Debian's packages by group, version, architecture and hash."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePosixPath

_HASH = "--hash=sha256:"


@dataclass(frozen=True, order=True)
class Package:
    """A package that a group of nodes installs; `path` is below a mirror's own address."""

    group: str
    name: str
    architecture: str
    """`all` for what is the same on every one."""
    path: str
    sha256: str

    @classmethod
    def of(cls, group: str, path: str, sha256: str) -> Package:
        """Return the package in the file at `path`, `pool/…/NAME_VERSION_ARCHITECTURE.deb`."""
        name, _, architecture = PurePosixPath(path).stem.split("_")
        return cls(group, name, architecture, path, sha256)

    @property
    def version(self) -> str:
        """Debian's version, without the epoch, which files do not have in their names."""
        return PurePosixPath(self.path).stem.split("_")[1]

    @property
    def file(self) -> str:
        """The file's name."""
        return PurePosixPath(self.path).name

    def is_for(self, architecture: str) -> bool:
        """Return whether it can be installed on `architecture`."""
        return self.architecture in (architecture, "all")


def written(packages: Iterable[Package]) -> str:
    """Return the lock file of `packages`, a line each, sorted."""
    return "".join(
        f"{each.group} {each.name}=={each.version} {each.architecture} {each.path} "
        f"{_HASH}{each.sha256}\n"
        for each in sorted(packages)
    )


def read(text: str) -> list[Package]:
    """Return the packages of a lock file's text."""
    lines = [line.split() for line in text.splitlines()]
    return [
        Package.of(group, path, sha256.removeprefix(_HASH)) for group, _, _, path, sha256 in lines
    ]

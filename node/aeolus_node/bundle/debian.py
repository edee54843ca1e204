"""The packages of Debian that some nodes need beyond Debian's image for EC2."""

from __future__ import annotations

import hashlib
import urllib.request
from dataclasses import dataclass
from pathlib import Path

from aeolus_agent import places

from .debian_lock import Package, read, written
from .digest import digest
from .errors import BundleError
from .folders import DEBIAN_LOCK
from .mirror import NAME_ONE, mirror
from .node_bundle import Architecture

_TIMEOUT_SECONDS = 60


@dataclass(frozen=True)
class DebianLayer:
    """A folder of `.deb` files: those of a group in the lock file."""

    architecture: Architecture
    group: str

    @property
    def title(self) -> str:
        """What it is, for who waits for it."""
        return f"Debian's packages, {self.group}"

    @property
    def inputs(self) -> str:
        """The hash of what the layer is made of."""
        return digest(written(self._packages()))

    def lay(self, root: Path) -> None:
        """Fetch the packages; raises BundleError."""
        site = mirror()
        folder = root / places.PACKAGES.relative_to(places.BUNDLE) / self.group
        folder.mkdir(parents=True)
        for each in self._packages():
            (folder / each.file).write_bytes(fetched(site, each))

    def _packages(self) -> list[Package]:
        locked = read(DEBIAN_LOCK.read_text())
        mine = [each for each in locked if each.group == self.group]
        return [each for each in mine if each.is_for(self.architecture)]


def fetched(site: str, package: Package) -> bytes:
    """Return the file of `package` from the mirror at `site`; raises BundleError."""
    url = f"{site}/{package.path}"
    try:
        with urllib.request.urlopen(url, timeout=_TIMEOUT_SECONDS) as answer:
            content: bytes = answer.read()
    except (OSError, ValueError) as error:
        raise BundleError(f"{url} cannot be fetched: {error}", cure=NAME_ONE) from error
    found = hashlib.sha256(content).hexdigest()
    if found != package.sha256:
        details = [f"SHA-256 is  {found}", f"and not     {package.sha256}"]
        raise BundleError(f"{url} is not what was locked", details=details, cure=NAME_ONE)
    return content

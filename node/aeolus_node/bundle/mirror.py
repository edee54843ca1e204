"""The mirror of Debian's archive that packages come from: a named one, or that of this machine."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

from .errors import BundleError

SETTING = "AEOLUS_DEBIAN_MIRROR"
"""Environment variable: a mirror's address, up to and with its folder `debian`."""

NAME_ONE = f"name a mirror of Debian's archive in {SETTING}"

_BY_LIST = "mirror+file:"
"""Addresses are in a file, the preferred first (apt-transport-mirror(1)); so in Debian's images."""


def mirror(settings: Mapping[str, str] = os.environ) -> str:
    """Return the mirror's address; raises BundleError where none is known."""
    if named := settings.get(SETTING):
        return named.rstrip("/")
    if shutil.which("apt-get") is None:
        raise BundleError("Debian's packages: this machine has no apt to tell where", cure=NAME_ONE)
    # apt-get(8), `indextargets`: what apt knows of each package list that it was told to fetch.
    asked = ["apt-get", "indextargets", "--format", "$(ORIGIN)|$(LABEL)|$(SITE)"]
    done = subprocess.run(
        [*asked, "Created-By: Packages"], capture_output=True, text=True, check=False
    )
    if site := site_of(done.stdout):
        return site
    raise BundleError("Debian's packages: this machine's apt knows no mirror", cure=NAME_ONE)


def site_of(targets: str) -> str:
    """Return the address in what `apt-get indextargets` has printed; "" without Debian's own."""
    for line in targets.splitlines():
        origin, label, site = line.split("|")
        if origin == label == "Debian":
            return _first(site.removeprefix(_BY_LIST)) if site.startswith(_BY_LIST) else site
    return ""


def _first(file: str) -> str:
    return Path(file).read_text().split()[0].rstrip("/")

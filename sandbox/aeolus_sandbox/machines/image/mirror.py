"""Where this machine gets Debian's packages: an image is built from the same mirror."""

from __future__ import annotations

import shutil
import subprocess

# apt-get(8), `indextargets`: what apt knows of each package list that it was told to fetch.
_FORMAT = "$(ORIGIN)|$(LABEL)|$(SITE)"
# The suites of sources.list(5) under each label of Debian's archive.
_SUITES = {"Debian": ("{0}", "{0}-updates"), "Debian-Security": ("{0}-security",)}


def sources(suite: str) -> tuple[str, ...]:
    """Return lines of sources.list(5) for a Debian suite from this machine's mirrors.

    None when this machine is no Debian, or has never fetched a package list.
    """
    if shutil.which("apt-get") is None:
        return ()
    asked = ["apt-get", "indextargets", "--format", _FORMAT, "Created-By: Packages"]
    done = subprocess.run(asked, capture_output=True, text=True, check=False)
    return source_lines(suite, done.stdout)


def source_lines(suite: str, targets: str) -> tuple[str, ...]:
    """Return the lines for what `apt-get indextargets` has printed, each mirror once."""
    lines = [
        f"deb {site} {pattern.format(suite)} main"
        for origin, label, site in (line.split("|") for line in targets.splitlines())
        if origin == "Debian"
        for pattern in _SUITES.get(label, ())
    ]
    # Without the archive itself the rest is of no use.
    return tuple(dict.fromkeys(lines)) if any(f" {suite} " in line for line in lines) else ()

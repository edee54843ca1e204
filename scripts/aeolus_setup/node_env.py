"""node_modules: the cdktf command, from package-lock.json."""

from __future__ import annotations

import shutil
from pathlib import Path

from .shell import progress, run
from .stamps import Stamp, digest


def install_cdktf(root: Path) -> None:
    """Install exactly what package-lock.json names; `npm ci` always begins from nothing."""
    inputs = [root / "package.json", root / "package-lock.json"]
    stamp = Stamp(root / ".aeolus/stamps/node", digest(inputs))
    if stamp.current and (root / "node_modules/.bin/cdktf").exists():
        return
    with progress("installing cdktf-cli into node_modules"), stamp.work():
        run(
            [shutil.which("npm") or "npm", "ci", "--no-audit", "--no-fund"],
            log=root / ".aeolus/logs/npm.log",
            cwd=root,
        )

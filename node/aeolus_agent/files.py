"""Files that others read meanwhile."""

from __future__ import annotations

import os
import shutil
from pathlib import Path


def replace(path: Path, text: str, mode: int = 0o644, group: str = "") -> None:
    """Let a file have this text; whoever reads meanwhile, or after a crash, has it or the last.

    Its directory is made, for everybody to look into, when there is none. `group` is whose it is to
    be, if not the group of who writes.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(f".{path.name}.new")
    new.unlink(missing_ok=True)
    # Never readable for more than it is to be.
    with open(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)
        if group:
            shutil.chown(new, group=group)
        os.fchmod(file.fileno(), mode)
    os.replace(new, path)

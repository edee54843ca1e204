"""Starting the compiler of Python files as a process that nothing here has a bearing on."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from . import bytecode


def compile_below(folder: Path, root: Path, prefix: str) -> None:
    """Compile all Python files below `folder`; `root` will be called `prefix` on a node."""
    command = [sys.executable, "-s", "-S", bytecode.__file__, str(folder), str(root), prefix]
    # Constants that are sets are in the order of their hashes.
    settings = {**os.environ, "PYTHONHASHSEED": "0"}
    subprocess.run(command, env=settings, check=True)

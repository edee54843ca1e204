"""Images that were built already, each under the hash of what it was built from."""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from aeolus_sandbox.machines.image import build as builder
from aeolus_sandbox.machines.image.build import Say, build
from aeolus_sandbox.machines.image.recipe import Recipe

_CODE = Path(builder.__file__)
_HALF_DONE = ".building-"


def image(recipe: Recipe, directory: Path, say: Say) -> Path:
    """Return the root directory of the recipe's image, built first when it is not there.

    `directory` holds all images; those of other recipes are removed, unless a machine runs from
    them. Who comes while another process builds waits for that one's image.
    Raises SandboxError when it cannot be built; then nothing half-done is left.
    """
    wanted = directory / recipe.digest(_CODE)
    if wanted.is_dir():
        return wanted
    with _alone(directory):
        if not wanted.is_dir():
            _remove_others(directory)
            partial = Path(tempfile.mkdtemp(prefix=_HALF_DONE, dir=directory))
            try:
                # A directory that anyone may enter, as a root directory is; mkdtemp's is not.
                root = partial / "root"
                root.mkdir()
                build(recipe, root, say)
                os.replace(root, wanted)
            finally:
                shutil.rmtree(partial, ignore_errors=True)
    return wanted


@contextmanager
def _alone(directory: Path) -> Iterator[None]:
    directory.mkdir(parents=True, exist_ok=True)
    with (directory / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _remove_others(directory: Path) -> None:
    """Remove every other image that nothing is mounted over, and what a killed build left."""
    mounts = Path("/proc/self/mountinfo").read_text()
    for path in directory.iterdir():
        if path.is_dir() and str(path) not in mounts:
            shutil.rmtree(path)

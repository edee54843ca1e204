"""Files as block devices: losetup(8)."""

from __future__ import annotations

import errno
import json
import os
from pathlib import Path

from aeolus_sandbox.commands import run


def attach(file: Path) -> Path:
    """Return the block device of a file, made if there is none yet."""
    made = run(["losetup", "--nooverlap", "--find", "--show", file])
    return Path(made.strip())


def release(device: Path) -> None:
    """Let the kernel forget a device, once nothing uses it any more."""
    run(["losetup", "--detach", device])


def fit(device: Path) -> None:
    """Give a device the size that its file has come to have."""
    run(["losetup", "--set-capacity", device])


def busy(device: Path) -> bool:
    """Return whether anything holds a device for itself: a mount, in whatever namespace."""
    try:
        os.close(os.open(device, os.O_RDONLY | os.O_EXCL))
    except OSError as error:
        if error.errno != errno.EBUSY:
            raise
        return True
    return False


def find(directory: Path) -> dict[Path, Path]:
    """Return the devices of the files below a directory, by the files."""
    listed = run(["losetup", "--list", "--json", "--output", "NAME,BACK-FILE"])
    devices = json.loads(listed)["loopdevices"] if listed.strip() else []
    # The kernel says so of a file that is not there any more.
    files = [Path(each["back-file"].removesuffix(" (deleted)")) for each in devices]
    return {
        file: Path(each["name"])
        for file, each in zip(files, devices, strict=True)
        if file.is_relative_to(directory)
    }


def sweep(directory: Path) -> None:
    """Release the devices of all files below a directory."""
    for device in find(directory).values():
        release(device)

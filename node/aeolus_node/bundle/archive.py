"""Layers of a compressed archive: the same bytes for the same files, on any machine.

A bundle is a row of layers, each a Zstandard frame with some entries of one tar file, so that a
layer which has not changed is not compressed again. `tar --zstd -x` reads them as one.
"""

from __future__ import annotations

import os
import shutil
import tarfile
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import zstandard

LEVEL = 6
"""Of 22. Airflow's environment is 330 MB: 110 MB in 10 s; higher levels save a hundredth."""

END = tarfile.NUL * 2 * tarfile.BLOCKSIZE
"""What ends a tar file (POSIX.1-2001, pax)."""


def write_layer(root: Path, target: Path, modified: int) -> None:
    """Write all below `root` as a layer, sorted and of root's, each file `modified` (UNIX time)."""
    # With threads or without gives other bytes; how many of them does not matter.
    compressor = zstandard.ZstdCompressor(level=LEVEL, threads=-1)
    with target.open("wb") as file, compressor.stream_writer(file) as out:
        for path in _sorted_tree(root):
            info = _entry(root, path, modified)
            out.write(info.tobuf(tarfile.GNU_FORMAT))
            if info.isreg():
                with path.open("rb") as content:
                    shutil.copyfileobj(content, out)
                out.write(tarfile.NUL * (-info.size % tarfile.BLOCKSIZE))


def join(layers: list[Path], target: Path) -> None:
    """Write a whole archive of `layers`."""
    with target.open("wb") as out:
        for layer in layers:
            _append(layer, out)
        out.write(zstandard.ZstdCompressor().compress(END))


def _append(layer: Path, out: BinaryIO) -> None:
    with layer.open("rb") as file:
        shutil.copyfileobj(file, out, 1 << 20)


def _sorted_tree(root: Path) -> Iterator[Path]:
    """Yield all below `root`, a folder before what is in it; links are not followed."""
    with os.scandir(root) as entries:
        for each in sorted(entries, key=lambda entry: entry.name):
            yield Path(each.path)
            if each.is_dir(follow_symlinks=False):
                yield from _sorted_tree(Path(each.path))


def _entry(root: Path, path: Path, modified: int) -> tarfile.TarInfo:
    """Return the header of `path`: owned by root, readable by all, written by nobody else."""
    info = tarfile.TarInfo(path.relative_to(root).as_posix())
    info.mtime = modified
    info.mode = 0o755
    if path.is_symlink():
        info.type, info.linkname, info.mode = tarfile.SYMTYPE, os.readlink(path), 0o777
    elif path.is_dir():
        info.type = tarfile.DIRTYPE
    else:
        found = path.stat()
        info.size = found.st_size
        if not found.st_mode & 0o111:
            info.mode = 0o644
    return info

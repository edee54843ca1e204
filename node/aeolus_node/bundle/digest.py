"""One hash over the inputs of something built: names, settings and the content of files."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path


def digest(*inputs: str | bytes | Path) -> str:
    """Return a hexadecimal SHA-256 of `inputs` in their order; of a path, what the file holds."""
    found = hashlib.sha256()
    for each in inputs:
        content = each.read_bytes() if isinstance(each, Path) else each
        content = content.encode() if isinstance(content, str) else content
        # Of each its length too, lest what ends one input could as well begin the next.
        found.update(len(content).to_bytes(8, "big"))
        found.update(content)
    return found.hexdigest()


def files_below(folder: Path) -> list[Path]:
    """Return the files of a source folder, sorted, without what Python and people leave there."""
    return sorted(
        path
        for path in folder.rglob("*")
        if path.is_file() and not _is_left_over(path.relative_to(folder).parts)
    )


def digest_of(folder: Path) -> str:
    """Return one hash of the names and contents of `files_below(folder)`."""
    return digest(*_named(folder, files_below(folder)))


def file_sha256(path: Path) -> str:
    """Return the hexadecimal SHA-256 of a file of any size."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _named(folder: Path, paths: Iterable[Path]) -> Iterable[str | Path]:
    for path in paths:
        yield path.relative_to(folder).as_posix()
        yield path


def _is_left_over(parts: tuple[str, ...]) -> bool:
    return "__pycache__" in parts or any(part.startswith(".") for part in parts)

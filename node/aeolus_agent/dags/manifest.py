"""A manifest: all that a version of the DAGs consists of. Its digest is the version's name."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from .paths import fault_of_paths

FORMAT = 1
"""Of the JSON; a node refuses another."""

_DIGEST = re.compile(r"[0-9a-f]{64}")


class ManifestError(ValueError):
    """A manifest that cannot be: its text says why."""


def is_digest(text: str) -> bool:
    """Tell whether `text` is a SHA-256 in hexadecimal, as versions and objects are called."""
    return _DIGEST.fullmatch(text) is not None


@dataclass(frozen=True, order=True)
class Entry:
    """A file of a version: its path inside it, its content's hash and bytes, and its mode."""

    path: str
    sha256: str
    size: int
    executable: bool = False


@dataclass(frozen=True)
class Manifest:
    """The files of a version, by path. Made by `of` and `loads`, which refuse what cannot be."""

    entries: tuple[Entry, ...] = ()

    @classmethod
    def of(cls, entries: Iterable[Entry]) -> Manifest:
        """Return the manifest of `entries`, in whatever order. Raises ManifestError."""
        ordered = tuple(sorted(entries))
        if fault := fault_of_paths(entry.path for entry in ordered):
            raise ManifestError(fault)
        for entry in ordered:
            if not is_digest(entry.sha256) or entry.size < 0:
                raise ManifestError(f"{entry.path!r} has no hash or size")
        return cls(ordered)

    @property
    def version(self) -> str:
        """The digest: the same files, the same version, on whatever machine."""
        return hashlib.sha256(self.dumps()).hexdigest()

    @property
    def objects(self) -> dict[str, int]:
        """The contents it consists of, hash → bytes; each once."""
        return {entry.sha256: entry.size for entry in self.entries}

    def dumps(self) -> bytes:
        """Return the manifest as JSON, in one way only."""
        whole = {"format": FORMAT, "files": [asdict(entry) for entry in self.entries]}
        return json.dumps(whole, sort_keys=True, separators=(",", ":")).encode()

    @classmethod
    def loads(cls, text: bytes) -> Manifest:
        """Return the manifest that `dumps` wrote. Raises ManifestError for anything else."""
        try:
            whole: Any = json.loads(text)
            known = whole["format"]
            files = [_entry(**each) for each in whole["files"]]
        except (ValueError, KeyError, TypeError) as error:
            raise ManifestError(f"is no manifest: {error}") from error
        if known != FORMAT:
            raise ManifestError(f"is of format {known!r}, not {FORMAT}")
        found = cls.of(files)
        if found.dumps() != text:
            raise ManifestError("is not written as a manifest is")
        return found


def _entry(*, path: Any, sha256: Any, size: Any, executable: Any) -> Entry:
    kinds = (str, str, int, bool)
    if tuple(map(type, (path, sha256, size, executable))) != kinds:
        raise TypeError(f"{path!r} is not told as a file is")
    return Entry(path, sha256, size, executable)

"""The versions of the DAGs that a node has on disk.

    objects/<sha256>      contents
    versions/<version>/   a folder of hard links to them: it is there whole, or not at all
    current               the version that the node last knew to be current
    lock                  held by whoever changes any of this

Several processes of a node use it at once: the dag-processor, and every task.
"""

from __future__ import annotations

import logging
import os
import shutil
from collections.abc import Callable
from pathlib import Path

from .locks import alone, hold, is_held
from .manifest import Manifest, is_digest
from .objects import Objects
from .store import DagStore

EMPTY = Manifest()
"""What runs where nothing was pushed yet."""

log = logging.getLogger(__name__)


class DagCache:
    """Versions below `root`; the `kept` that were used last stay, and all that are in use.

    `on_removed` is told of each version that went.
    """

    def __init__(
        self, root: Path, *, kept: int, on_removed: Callable[[str], None] = lambda _: None
    ) -> None:
        """Use the folder `root`, which is made when there is something to put into it."""
        self._root, self._kept, self._on_removed = root, kept, on_removed
        self._objects = Objects(root / "objects")
        self._versions = root / "versions"
        self._current = root / "current"
        self._unfinished = root / "unfinished"

    def path(self, version: str) -> Path:
        """Where the files of `version` are, if they are there. Raises ValueError for no version."""
        if not is_digest(version):
            raise ValueError(f"{version!r} is no version of the DAGs")
        return self._versions / version

    def current(self) -> str | None:
        """Return the version that was current when S3 was last asked; None if it never was."""
        try:
            return self._current.read_text()
        except FileNotFoundError:
            return None

    def take(self, version: str, store: DagStore, *, make_current: bool = False) -> int:
        """Have `version` on disk, fetched from `store` unless it is there; return its hold.

        It is in use until the hold, a file descriptor, is closed. Raises StoreError, and leaves
        everything as it was, when S3 does not give it.
        """
        folder = self.path(version)
        self._versions.mkdir(parents=True, exist_ok=True)
        with alone(self._root / "lock"):
            if new := not folder.is_dir():
                empty = version == EMPTY.version  # whose manifest is nowhere
                self._build(folder, EMPTY if empty else store.manifest(version), store)
            held = hold(folder)
            os.utime(folder)  # used just now
            if make_current and self.current() != version:
                self._point_at(version)
            if new:
                self._prune()
        return held

    def _build(self, folder: Path, manifest: Manifest, store: DagStore) -> None:
        fetched = self._objects.fetch(manifest.entries, store)
        shutil.rmtree(self._unfinished, ignore_errors=True)  # of a process that was killed
        self._unfinished.mkdir()
        for entry in manifest.entries:
            file = self._unfinished / entry.path
            file.parent.mkdir(parents=True, exist_ok=True)
            os.link(self._objects.file(entry), file)
        self._unfinished.rename(folder)
        log.info(
            "DAGs %s are here: %d files, %d fetched", folder.name, len(manifest.entries), fetched
        )

    def _point_at(self, version: str) -> None:
        unfinished = self._current.with_name("current.unfinished")
        unfinished.write_text(version)
        unfinished.replace(self._current)

    def _prune(self) -> None:
        by_use = sorted(self._versions.iterdir(), key=lambda one: one.stat().st_mtime, reverse=True)
        for folder in by_use[self._kept :]:
            if folder.name != self.current() and not is_held(folder):
                shutil.rmtree(self._unfinished, ignore_errors=True)
                folder.rename(self._unfinished)
                shutil.rmtree(self._unfinished)
                self._on_removed(folder.name)
                log.info("DAGs %s were removed: not used of late", folder.name)
        self._objects.sweep()

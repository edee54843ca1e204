"""Contents that a node has fetched, by hash: what versions share is fetched and kept once."""

from __future__ import annotations

import os
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from .manifest import Entry
from .store import AT_ONCE, DagStore

_UNFINISHED = ".unfinished"


class Objects:
    """A folder with a file for each content and mode. Its users keep others out meanwhile.

    Versions are made of hard links to these files, so one that has no other name is in no version.
    """

    def __init__(self, folder: Path) -> None:
        """Use `folder`, which is made when there is something to put into it."""
        self._folder = folder

    def file(self, entry: Entry) -> Path:
        """Where the content of `entry` is; executable ones apart, for links share a mode."""
        return self._folder / (f"{entry.sha256}.x" if entry.executable else entry.sha256)

    def fetch(self, entries: Iterable[Entry], store: DagStore) -> int:
        """Get what is missing for `entries`; return how many contents that were."""
        self._folder.mkdir(exist_ok=True)
        missing = {self.file(one): one for one in entries if not self._is_whole(one)}
        with ThreadPoolExecutor(AT_ONCE) as pool:
            for _ in pool.map(lambda one: self._fetch(one, store), missing.values()):
                pass
        return len(missing)

    def _is_whole(self, entry: Entry) -> bool:
        try:
            return self.file(entry).stat().st_size == entry.size
        except FileNotFoundError:
            return False

    def _fetch(self, entry: Entry, store: DagStore) -> None:
        content = store.content(entry.sha256)
        final = self.file(entry)
        unfinished = final.with_name(final.name + _UNFINISHED)
        with unfinished.open("wb") as file:
            # Read-only: what changes one version would change all that share the content.
            os.fchmod(file.fileno(), 0o555 if entry.executable else 0o444)
            file.write(content)
            file.flush()
            # Else a node that loses power finds the name, and nothing below it.
            os.fsync(file.fileno())
        unfinished.replace(final)

    def sweep(self) -> None:
        """Remove what no version uses, and what was left unfinished."""
        for file in self._folder.glob("*"):
            if file.stat().st_nlink == 1:
                file.unlink()

"""The files that hold what is on volumes and in snapshots."""

from __future__ import annotations

import os
from collections.abc import Container, Iterable
from dataclasses import dataclass
from pathlib import Path

from aeolus_sandbox.commands import run
from aeolus_sandbox.services.volumes.volume import Volume


@dataclass(frozen=True)
class Store:
    """Keeps a sparse file a volume or snapshot, below `directory`."""

    directory: Path

    def file(self, identifier: str) -> Path:
        """Return the file of a volume or snapshot."""
        return self.directory / identifier

    def provide(self, volume: Volume) -> bool:
        """Make the file of a volume if it is not there; return whether it has a new size."""
        file = self.file(volume.volume_id)
        if not file.exists():
            self.directory.mkdir(parents=True, exist_ok=True)
            source = self.file(volume.snapshot_id) if volume.snapshot_id else None
            if source and source.exists():
                self._copy(source, file)
            else:
                file.touch()
        if file.stat().st_size >= volume.size_bytes:
            return False  # a volume never shrinks
        os.truncate(file, volume.size_bytes)
        return True

    def keep(self, volume_id: str, snapshot_id: str) -> None:
        """Keep what a volume holds now as a snapshot; one that never had a device holds nothing."""
        if self.file(volume_id).exists():
            self._copy(self.file(volume_id), self.file(snapshot_id))

    def drop_all_but(self, identifiers: Container[str]) -> Iterable[str]:
        """Delete the files of volumes and snapshots that are no more; return their ids."""
        there = sorted(self.directory.iterdir()) if self.directory.is_dir() else []
        gone = [file for file in there if file.name not in identifiers and file.name[0] != "."]
        for file in gone:
            file.unlink()
        return [file.name for file in gone]

    @staticmethod
    def _copy(source: Path, copy: Path) -> None:
        """Copy a file, holes as holes, and appear whole: who looks meanwhile finds none."""
        part = copy.with_name(f".{copy.name}")
        run(["cp", "--sparse=always", "--reflink=auto", source, part])
        part.rename(copy)

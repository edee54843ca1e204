"""The push itself, in an order that leaves the old version in place until the new one is whole."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass

from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn

from aeolus_agent.dags.manifest import Manifest

from .bucket import DagBucket
from .folder import Folder, content_of

AT_ONCE = 10
"""Uploads at a time: the connections that a client of botocore keeps."""


@dataclass(frozen=True)
class Changes:
    """What differs between two versions, by path."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]

    @classmethod
    def between(cls, before: Manifest, after: Manifest) -> Changes:
        """Return what makes `after` of `before`."""
        old = {entry.path: entry for entry in before.entries}
        new = {entry.path: entry for entry in after.entries}
        return cls(
            added=tuple(sorted(new.keys() - old.keys())),
            changed=tuple(
                sorted(path for path in new.keys() & old.keys() if new[path] != old[path])
            ),
            removed=tuple(sorted(old.keys() - new.keys())),
        )

    def lines(self) -> list[str]:
        """Return a line for each file, as `git diff --name-status` has them."""
        marked = [(path, "A") for path in self.added]
        marked += [(path, "M") for path in self.changed]
        marked += [(path, "D") for path in self.removed]
        return [f"{mark} {path}" for path, mark in sorted(marked)]


@dataclass(frozen=True)
class Pushed:
    """What a push did, or would do. `before` is what was current, None for the first push."""

    version: str
    before: str | None
    files: int
    uploaded: int
    uploaded_bytes: int
    changes: Changes

    def as_json(self) -> dict[str, object]:
        """Return it as plain data."""
        return asdict(self)


def push_folder(
    folder: Folder, bucket: DagBucket, console: Console, *, dry_run: bool = False
) -> Pushed:
    """Make what is in `folder` current; return what that took.

    Contents that are missing first, the manifest, and last, by one conditional write, what names
    the version. Raises UserError when somebody else pushed meanwhile.
    """
    manifest, before = folder.manifest, bucket.current()
    missing = bucket.missing(manifest)
    old = bucket.manifest(before.version) if before else Manifest()
    done = Pushed(
        version=manifest.version,
        before=before.version if before else None,
        files=len(manifest.entries),
        uploaded=len(missing),
        uploaded_bytes=sum(missing.values()),
        changes=Changes.between(old, manifest),
    )
    if dry_run:
        return done
    _upload(folder, missing, bucket, console)
    bucket.put_manifest(manifest)
    if done.before != done.version:
        bucket.make_current(manifest.version, before)
    return done


def _upload(folder: Folder, missing: dict[str, int], bucket: DagBucket, console: Console) -> None:
    columns = (TextColumn("uploading"), BarColumn(), DownloadColumn())
    shown = Progress(*columns, console=console, transient=True, disable=not console.is_terminal)

    def upload(sha256: str) -> int:
        bucket.put_content(sha256, content_of(folder.files[sha256], sha256))
        return missing[sha256]

    with shown, ThreadPoolExecutor(AT_ONCE) as pool:
        bar = shown.add_task("upload", total=sum(missing.values()))
        try:
            for size in pool.map(upload, missing):
                shown.advance(bar, size)
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise

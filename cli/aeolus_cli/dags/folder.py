"""A folder of DAGs on this machine, and what of it is pushed."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from aeolus_agent.dags.manifest import Entry, Manifest, ManifestError
from aeolus_cli.errors import UserError

IGNORE_FILE = ".airflowignore"
"""Tells Airflow where not to look for DAGs; what it names may be imported by them."""

MOST_MIB = 100
"""Of a file: every node fetches and keeps every version."""


@dataclass(frozen=True)
class Folder:
    """What is pushed: the manifest, and the file of each content, by hash."""

    manifest: Manifest
    files: dict[str, Path]


def is_left_out(name: str) -> bool:
    """Tell whether a file or folder of this name is not pushed, wherever it is.

    Hidden ones (`.git`, `.venv`, `.env`) and what Python compiled.
    """
    hidden = name.startswith(".") and name != IGNORE_FILE
    return hidden or name == "__pycache__" or name.endswith(".pyc")


def read_folder(root: Path) -> Folder:
    """Return what is in `root`. Raises UserError with all that cannot be pushed, or for nothing."""
    if not root.is_dir():
        raise UserError(f"there is no folder {root}", cure="name the folder that holds the DAGs")
    faults: list[str] = []
    found = dict(_walk(root, root.resolve(), (), faults))
    if faults:
        raise UserError(f"{root} cannot be pushed", details=faults)
    if not found:
        raise UserError(
            f"{root} holds no files: pushed, it would take every DAG away",
            cure="name the folder that holds the DAGs",
        )
    entries = {_entry(path, file): file for path, file in found.items()}
    try:
        manifest = Manifest.of(entries)
    except ManifestError as error:
        raise UserError(f"{root} cannot be pushed", details=[str(error)]) from error
    return Folder(manifest, {entry.sha256: file for entry, file in entries.items()})


def _walk(
    folder: Path, root: Path, above: tuple[Path, ...], faults: list[str]
) -> Iterator[tuple[str, Path]]:
    """Yield path → file of what is below `folder`, links to within `root` followed."""
    here = folder.resolve()
    for file in sorted(folder.iterdir()):
        if is_left_out(file.name):
            continue
        real = file.resolve()
        if file.is_symlink() and not real.is_relative_to(root):
            faults.append(f"{file}: a link that leads out of the folder, to {real}")
        elif real.is_dir():
            if real in (here, *above):
                faults.append(f"{file}: a link to a folder that it is in")
            else:
                for path, inner in _walk(file, root, (here, *above), faults):
                    yield f"{file.name}/{path}", inner
        elif not real.exists():
            faults.append(f"{file}: a link that leads nowhere")
        elif not real.is_file():
            faults.append(f"{file}: neither a file nor a folder")
        elif real.stat().st_size > MOST_MIB * 2**20:
            faults.append(
                f"{file}: more than {MOST_MIB} MiB; every node would keep it with every version. "
                "Put data into S3, and let tasks read it there"
            )
        else:
            yield file.name, file


def _entry(path: str, file: Path) -> Entry:
    try:
        content = file.read_bytes()
    except OSError as error:
        raise UserError(f"{file} cannot be read: {error.strerror}") from error
    return Entry(path, hashlib.sha256(content).hexdigest(), len(content), os.access(file, os.X_OK))


def content_of(file: Path, sha256: str) -> bytes:
    """Return the content of `file`. Raises UserError when it is not the one of that hash."""
    content = file.read_bytes()
    if hashlib.sha256(content).hexdigest() != sha256:
        raise UserError(f"{file} changed while it was pushed", cure="push again")
    return content

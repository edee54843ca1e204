"""The zip of a Lambda function: the same bytes for the same files, on any machine."""

from __future__ import annotations

import base64
import hashlib
import io
import os
import zipfile
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
FUNCTIONS = PROJECT / "lambda"
BUILT = PROJECT / ".aeolus" / "build"

_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest moment that a zip can name."""
_READABLE = 0o644 << 16


def archive(*folders: Path) -> bytes:
    """Return a zip of the Python packages in `folders`: sorted, without times and owners.

    Stored rather than compressed: what zlib makes of the same bytes differs by its version.
    """
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_STORED) as file:
        for folder in folders:
            for path in sorted(folder.rglob("*.py")):
                entry = zipfile.ZipInfo(path.relative_to(folder.parent).as_posix(), _EPOCH)
                entry.external_attr = _READABLE
                entry.create_system = 3
                file.writestr(entry, path.read_bytes())
    return held.getvalue()


def source_code_hash(content: bytes) -> str:
    """Return what Lambda calls `CodeSha256`."""
    return base64.b64encode(hashlib.sha256(content).digest()).decode()


def build(function: str, *shared: Path) -> tuple[Path, str]:
    """Write the zip of `lambda/<function>` and of packages that it shares with others.

    Returns its path and its hash.
    """
    content = archive(FUNCTIONS / function / function, *shared)
    path = BUILT / hashlib.sha256(content).hexdigest()[:16] / f"{function}.zip"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        # Whole or not at all: another synth may look for it at this moment.
        fresh = path.with_suffix(f".{os.getpid()}")
        fresh.write_bytes(content)
        fresh.rename(path)
    return path, source_code_hash(content)

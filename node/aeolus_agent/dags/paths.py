"""Which names a file of a version may have: what both ends can keep, and nothing outside."""

from __future__ import annotations

import re
from collections.abc import Iterable

MOST_BYTES = 1024
"""Of a path, so that with the folder before it, it stays below Linux's 4,096 (PATH_MAX)."""
MOST_BYTES_OF_A_NAME = 255
"""Linux, NAME_MAX."""

_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


def fault_of_path(path: str) -> str | None:
    """Return what is wrong with a path inside a version, or None."""
    try:
        encoded = path.encode()
    except UnicodeEncodeError:
        return "is not UTF-8"
    names = path.split("/")
    if path.startswith("/"):
        return "is not inside the folder"
    if ".." in names:
        return "leaves the folder"
    if "" in names or "." in names:
        return "has an empty part"
    if _CONTROL.search(path):
        return "has a control character"
    if "\\" in path:
        return "has a backslash"
    if len(encoded) > MOST_BYTES:
        return f"is longer than {MOST_BYTES} bytes"
    if any(len(name.encode()) > MOST_BYTES_OF_A_NAME for name in names):
        return f"has a part longer than {MOST_BYTES_OF_A_NAME} bytes"
    return None


def fault_of_paths(paths: Iterable[str]) -> str | None:
    """Return what is wrong with paths beside each other, or with the first that is wrong, or None.

    No path may come twice, nor be another's folder.
    """
    seen: set[str] = set()
    for path in paths:
        if fault := fault_of_path(path):
            return f"{path!r} {fault}"
        if path in seen:
            return f"{path!r} comes twice"
        seen.add(path)
    for path in seen:
        parts = path.split("/")
        for count in range(1, len(parts)):
            if (folder := "/".join(parts[:count])) in seen:
                return f"{folder!r} is a file and the folder of {path!r}"
    return None

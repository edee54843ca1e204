"""Connections to Unix sockets in the file system of a machine."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def connected(path: Path, limit_s: float) -> Iterator[socket.socket]:
    """Hold a connection on which nothing takes longer than `limit_s`. Raises OSError if it does."""
    # The name of a socket has 108 bytes at most (unix(7)), a path may have more.
    directory = os.open(path.parent, os.O_PATH)
    try:
        with socket.socket(socket.AF_UNIX) as link:
            link.settimeout(limit_s)
            link.connect(f"/proc/self/fd/{directory}/{path.name}")
            yield link
    finally:
        os.close(directory)

"""Reads the journal as it grows."""

from __future__ import annotations

import os
import select
import subprocess
import time

from .line import FIELDS

MOST_LINES = 5_000
PATIENCE_S = 2.0
"""How long lines are gathered before they are shipped."""
_CHUNK = 1 << 16


def command(cursor: str) -> list[str]:
    """Return what follows the journal after `cursor`, or from its beginning without one."""
    return [
        "journalctl",
        "--output=json",
        f"--output-fields={','.join(FIELDS)}",
        "--all",  # long and binary texts, too
        "--follow",
        "--merge",  # earlier boots, too, which --follow alone leaves out
        "--no-tail",
        "--no-pager",
        "--quiet",
        *([f"--after-cursor={cursor}"] if cursor else []),
    ]


def follow(cursor: str) -> subprocess.Popen[bytes]:
    """Start to follow the journal after `cursor`."""
    return subprocess.Popen(command(cursor), stdout=subprocess.PIPE, stdin=subprocess.DEVNULL)


class Lines:
    """Lines from a file descriptor, taken in gulps.

    Whoever writes there waits while nobody reads: the journal itself is the buffer.
    """

    def __init__(self, descriptor: int) -> None:
        """Read `descriptor`, which stays the caller's to close."""
        self._descriptor = descriptor
        self._rest = b""
        self._ended = False

    def gulp(self, most: int = MOST_LINES, patience_s: float = PATIENCE_S) -> list[bytes]:
        """Return the next whole lines: waits for the first, then for more until patience ends.

        Returns fewer than `most` or somewhat more; none once the writer has ended.
        """
        lines = self._read()
        until = time.monotonic() + patience_s
        while not self._ended and len(lines) < most:
            left = until - time.monotonic() if lines else None
            if left is not None and not self._readable(max(left, 0.0)):
                break
            lines += self._read()
        return lines

    def _readable(self, seconds: float) -> bool:
        ready, _, _ = select.select([self._descriptor], [], [], seconds)
        return bool(ready)

    def _read(self) -> list[bytes]:
        chunk = os.read(self._descriptor, _CHUNK)
        if not chunk:
            # What is left is no whole line: whoever wrote it was ended in the middle.
            self._ended = True
            return []
        *lines, self._rest = (self._rest + chunk).split(b"\n")
        return lines

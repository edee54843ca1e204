"""The command `await-results`: a worker starts once the results of its tasks can be kept.

A worker that cannot reach its result backend ends after ten seconds of a processor. Nodes boot at
once, and the database is not ready before a master has prepared it: here a worker waits, which
costs nothing.
"""

from __future__ import annotations

import os
from pathlib import Path

from .database import Session
from .insist import insist_aloud


def run() -> int:
    """Return, with exit status 0, when the result backend takes a connection; says why not yet."""
    directory = Path(os.environ["CREDENTIALS_DIRECTORY"])
    address = (directory / "result_backend").read_text()

    insist_aloud(lambda: Session(address).close())
    return 0

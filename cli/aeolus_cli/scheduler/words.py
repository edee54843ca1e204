"""How times and masters are told."""

from __future__ import annotations

import time
from datetime import UTC, datetime

from aeolus_cli.show import span


def when(at: float) -> str:
    """Return a moment, in seconds since the epoch, in UTC."""
    return f"{datetime.fromtimestamp(at, UTC):%Y-%m-%d %H:%M:%S}"


def ago(at: float) -> str:
    """Return how long ago a moment was, by this machine's wall clock."""
    seconds = max(0.0, time.time() - at)
    return f"{seconds:.1f} s ago" if seconds < 120 else f"{span(seconds)} ago"

"""The structured log: a JSON object a line."""

from __future__ import annotations

import json
import threading
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path


@dataclass
class Log:
    """Appends to the file at `path`: `time`, `event`, and whatever facts are told."""

    path: Path
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def say(self, event: str, **facts: object) -> None:
        """Write one line."""
        moment = datetime.now(UTC).isoformat(timespec="milliseconds")
        line = json.dumps({"time": moment, "event": event, **facts}, default=str)
        with self._lock, self.path.open("a", encoding="utf-8") as file:
            file.write(f"{line}\n")

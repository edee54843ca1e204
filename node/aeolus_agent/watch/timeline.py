"""When a node came to each phase of its boot, kept until the power goes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from aeolus_agent.files import replace

from .report import Phase


@dataclass(frozen=True)
class Timeline:
    """A file with the phases that systemd does not know of, in seconds since the epoch."""

    path: Path

    def read(self) -> dict[Phase, float]:
        """Return what is kept; nothing when that cannot be read."""
        try:
            return {
                Phase(name): float(at) for name, at in json.loads(self.path.read_text()).items()
            }
        except (OSError, ValueError, AttributeError):
            return {}

    def add(self, phases: Mapping[Phase, float]) -> None:
        """Keep these phases, too; the first time of each counts."""
        replace(self.path, json.dumps({**phases, **self.read()}))

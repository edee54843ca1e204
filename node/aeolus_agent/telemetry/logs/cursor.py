"""How far the journal has been shipped."""

from __future__ import annotations

from pathlib import Path

from aeolus_agent.files import replace


def load(path: Path) -> str:
    """Return the cursor that was kept; empty without one."""
    try:
        return path.read_text().strip()
    except FileNotFoundError:
        return ""


def keep(path: Path, cursor: str) -> None:
    """Keep the cursor; whoever reads meanwhile, or after a crash, finds this one or the last."""
    replace(path, cursor)

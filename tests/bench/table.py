"""The table that a benchmark prints."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table


def show(title: str, rows: list[tuple[str, str]]) -> None:
    """Print what was measured, in seconds unless a row says otherwise."""
    table = Table("", "seconds", title=title)
    for row in rows:
        table.add_row(*row)
    Console().print(table)

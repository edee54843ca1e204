"""Printing results."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from rich.console import Console


def print_json(value: object) -> None:
    """Print `value` as JSON on standard output, and nothing else."""
    print(json.dumps(value, indent=2, default=str))


def print_pairs(pairs: Mapping[str, str], console: Console) -> None:
    """Print names and values by name, a line each and never cut: values are there to be copied."""
    width = max((len(name) for name in pairs), default=0)
    for name, value in sorted(pairs.items()):
        console.print(f"{name:{width}}  {value}", soft_wrap=True, markup=False, highlight=False)


def print_rows(rows: Sequence[Sequence[str]], console: Console) -> None:
    """Print rows in columns, a line each and never cut: ids are there to be copied."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        line = "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        console.print(line.rstrip(), soft_wrap=True, markup=False, highlight=False)


def span(seconds: float) -> str:
    """Return a time as people say it: `42 s`, `5 min`, `3 h`, `2 d`."""
    for unit, length in (("d", 86400), ("h", 3600), ("min", 60)):
        if seconds >= 2 * length:
            return f"{seconds // length:.0f} {unit}"
    return f"{max(seconds, 0):.0f} s"

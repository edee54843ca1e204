"""Printing results."""

from __future__ import annotations

import json
from collections.abc import Mapping

from rich.console import Console


def print_json(value: object) -> None:
    """Print `value` as JSON on standard output, and nothing else."""
    print(json.dumps(value, indent=2, default=str))


def print_pairs(pairs: Mapping[str, str], console: Console) -> None:
    """Print names and values by name, a line each and never cut: values are there to be copied."""
    width = max((len(name) for name in pairs), default=0)
    for name, value in sorted(pairs.items()):
        console.print(f"{name:{width}}  {value}", soft_wrap=True, markup=False, highlight=False)

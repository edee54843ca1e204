"""Printing results."""

from __future__ import annotations

import json


def print_json(value: object) -> None:
    """Print `value` as JSON on standard output, and nothing else."""
    print(json.dumps(value, indent=2, default=str))

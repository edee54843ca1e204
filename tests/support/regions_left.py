"""Regions of tests that were interrupted: nobody came to take them down."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from aeolus_sandbox import region as regions
from aeolus_sandbox.region import State

RECORD = "account.json"
"""What a region's folder has from the first moment on."""


def end_all(folder: Path) -> list[str]:
    """Take down every region below `folder`; return the names of those that were up."""
    ended = []
    for place in list(_below(folder)):
        if regions.status(place.name, place.parent) is State.RUNNING:
            ended.append(place.name)
        regions.down(place.name, place.parent)
    return ended


def _below(folder: Path) -> Iterator[Path]:
    for place, folders, files in os.walk(folder):
        if RECORD in files:
            # Below are the disks of its machines.
            folders.clear()
            yield Path(place)

"""A part of a bundle that is built, and kept, by itself."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol


class Layer(Protocol):
    """Some of the files that are unpacked on a node."""

    @property
    def title(self) -> str:
        """What it is, for who waits for it."""

    @property
    def inputs(self) -> str:
        """A hash of all that it is made of; raises BundleError where some of it is missing."""

    def lay(self, root: Path) -> None:
        """Put its files into the empty folder `root`; raises BundleError with the cure."""

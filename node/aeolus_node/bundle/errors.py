"""Why a bundle cannot be built."""

from __future__ import annotations

from collections.abc import Sequence


class BundleError(Exception):
    """Something the reader can put right: what is wrong, the details, and the cure."""

    def __init__(self, message: str, *, details: Sequence[str] = (), cure: str) -> None:
        """`message` is one line; `details` are lines below it; `cure` is what to do."""
        self.message, self.details, self.cure = message, tuple(details), cure
        super().__init__("\n".join([message, *(f"  {each}" for each in details), f"  → {cure}"]))

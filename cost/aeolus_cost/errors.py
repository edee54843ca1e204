"""What is wrong with what a preview was asked for."""

from __future__ import annotations


class CostError(Exception):
    """Something the reader can put right: what is wrong, where, the value, and the cure."""

    def __init__(self, message: str, *, cure: str = "") -> None:
        """`message` is one line that names the file or resource; `cure` is what to do."""
        super().__init__(f"{message} → {cure}" if cure else message)
        self.message, self.cure = message, cure

"""Why something cannot be locked."""

from __future__ import annotations


class LockError(Exception):
    """What was in the way, in the words of the program that met it."""

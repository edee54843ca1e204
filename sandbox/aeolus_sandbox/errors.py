"""What the sandbox says when it cannot go on."""

from __future__ import annotations


class SandboxError(Exception):
    """A message for the person at the terminal: what is wrong, where, and the cure."""

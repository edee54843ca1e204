"""Talks to a HAProxy over its Unix socket (HAProxy Management Guide, "Master CLI")."""

from __future__ import annotations

from pathlib import Path

from aeolus_sandbox.errors import SandboxError
from aeolus_sandbox.machines.sockets import connected


def talk(path: Path, command: str, limit_s: float) -> str:
    """Return what is said to a command. Raises SandboxError when nothing is in time."""
    try:
        with connected(path, limit_s) as link:
            # Unasked, a master keeps the connection.
            link.sendall(f"{command};quit\n".encode())
            with link.makefile("rb") as answer:
                return answer.read().decode()
    except OSError as error:
        raise SandboxError(f"{path.name} in {path.parent} does not answer: {error}") from error

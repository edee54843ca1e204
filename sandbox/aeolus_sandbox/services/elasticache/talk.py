"""Talks to a Valkey over its Unix socket (Valkey documentation, "RESP protocol spec")."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO

from aeolus_sandbox.errors import SandboxError
from aeolus_sandbox.machines.sockets import connected

Reply = str | int | None | list["Reply"]


class Refused(SandboxError):
    """The server answered with an error."""


def talk(path: Path, commands: Sequence[Sequence[str]], limit_s: float) -> list[Reply]:
    """Return the reply to each command.

    Raises Refused with the first error answered, SandboxError when there is no reply in time.
    """
    try:
        with connected(path, limit_s) as link:
            link.sendall(b"".join(_encoded(command) for command in commands))
            with link.makefile("rb") as answer:
                return [_reply(answer) for _ in commands]
    except OSError as error:
        raise SandboxError(f"{path.name} in {path.parent} does not answer: {error}") from error


def _encoded(command: Sequence[str]) -> bytes:
    words = [word.encode() for word in command]
    return b"*%d\r\n" % len(words) + b"".join(b"$%d\r\n%s\r\n" % (len(w), w) for w in words)


def _reply(answer: BinaryIO) -> Reply:
    line = answer.readline()
    kind, rest = line[:1], line[1:-2].decode()
    match kind:
        case b"+":
            return rest
        case b"-":
            raise Refused(rest)
        case b":":
            return int(rest)
        case b"$":
            return None if rest == "-1" else answer.read(int(rest) + 2)[:-2].decode()
        case b"*":
            return [_reply(answer) for _ in range(int(rest))]
        case _:
            raise OSError("the connection ended")

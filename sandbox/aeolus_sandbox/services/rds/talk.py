"""Talks to a PostgreSQL over its Unix socket (PostgreSQL documentation, "Message Flow")."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from aeolus_sandbox.errors import SandboxError
from aeolus_sandbox.machines.sockets import connected
from aeolus_sandbox.services.rds.configuration import ADMINISTRATOR

Row = list[str | None]

_PROTOCOL = 3 << 16
_MESSAGE, _COLUMNS, _LENGTH = struct.Struct("!cI"), struct.Struct("!H"), struct.Struct("!i")
_READY, _FAILED, _ROW = b"Z", b"E", b"D"
_QUERY, _GOODBYE = b"Q", b"X"


class Refused(SandboxError):
    """The server answered with an error."""


def talk(path: Path, statement: str, limit_s: float, database: str = "postgres") -> list[Row]:
    """Return the rows that a statement yields, as text.

    Raises Refused with the error that is answered, SandboxError when nothing is in time.
    """
    try:
        with connected(path, limit_s) as link, link.makefile("rb") as answer:
            link.sendall(_greeting(database))
            _conversation(answer)
            link.sendall(_message(_QUERY, _text(statement)))
            rows = _conversation(answer)
            link.sendall(_message(_GOODBYE, b""))
            return rows
    except OSError as error:
        raise SandboxError(f"{path.name} in {path.parent} does not answer: {error}") from error


def _greeting(database: str) -> bytes:
    about = {"user": ADMINISTRATOR, "database": database, "application_name": ADMINISTRATOR}
    words = b"".join(_text(word) for pair in about.items() for word in pair)
    body = struct.pack("!I", _PROTOCOL) + words + b"\0"
    return struct.pack("!I", len(body) + 4) + body


def _text(value: str) -> bytes:
    return value.encode() + b"\0"


def _message(kind: bytes, body: bytes) -> bytes:
    return _MESSAGE.pack(kind, len(body) + 4) + body


def _conversation(answer: BinaryIO) -> list[Row]:
    """Read until the server waits for us. Raises Refused when an error was among it."""
    rows: list[Row] = []
    refusal = ""
    for kind, body in _messages(answer):
        if kind == _ROW:
            rows.append(list(_values(body)))
        elif kind == _FAILED:
            refusal = _error(body)
        elif kind == _READY:
            break
    if refusal:
        raise Refused(refusal)
    return rows


def _messages(answer: BinaryIO) -> Iterator[tuple[bytes, bytes]]:
    """Yield what comes, until the connection ends."""
    while head := answer.read(_MESSAGE.size):
        kind, length = _MESSAGE.unpack(head)
        yield kind, answer.read(length - 4)


def _values(body: bytes) -> Iterator[str | None]:
    place = _COLUMNS.size
    for _ in range(_COLUMNS.unpack_from(body)[0]):
        [length] = _LENGTH.unpack_from(body, place)
        place += _LENGTH.size
        yield None if length < 0 else body[place : place + length].decode()
        place += max(length, 0)


def _error(body: bytes) -> str:
    """Return the message of an error (PostgreSQL documentation, "Error and Notice Fields")."""
    fields = [field.decode() for field in body.split(b"\0") if field]
    return next((field[1:] for field in fields if field[0] == "M"), "an error without a message")

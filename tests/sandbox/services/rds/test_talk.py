"""Talking to a PostgreSQL over its Unix socket."""

from __future__ import annotations

from pathlib import Path

import pytest

from aeolus_sandbox.errors import SandboxError
from aeolus_sandbox.services.rds.talk import Refused, talk
from support.sockets import Answering


def message(kind: bytes, body: bytes = b"") -> bytes:
    """Return a message of the server."""
    return kind + (len(body) + 4).to_bytes(4, "big") + body


def row(*values: bytes | None) -> bytes:
    """Return a row of values."""
    columns = [
        b"\xff\xff\xff\xff" if value is None else len(value).to_bytes(4, "big") + value
        for value in values
    ]
    return message(b"D", len(values).to_bytes(2, "big") + b"".join(columns))


READY = message(b"Z", b"I")
WELCOME = message(b"R", bytes(4)) + message(b"S", b"TimeZone\0UTC\0") + READY
REFUSAL = message(b"E", b"SFATAL\0C28000\0Mno way in\0\0")


def test_a_statement_is_asked_as_the_administrator(answering: Answering) -> None:
    path = answering(WELCOME + message(b"C", b"SELECT 0\0") + READY)
    assert talk(path, "SELECT 1 WHERE false", 5) == []
    assert b"user\0rdsadmin\0database\0postgres\0" in (path.parent / "heard").read_bytes()


def test_rows_are_text_and_nothing(answering: Answering) -> None:
    path = answering(WELCOME + row(b"1", None, "größe".encode()) + row(b"") + READY)
    assert talk(path, "SELECT", 5) == [["1", None, "größe"], [""]]


@pytest.mark.parametrize("before", [b"", WELCOME, WELCOME + row(b"1")])
def test_an_error_is_told_in_the_servers_words(answering: Answering, before: bytes) -> None:
    with pytest.raises(Refused, match="no way in"):
        talk(answering(before + REFUSAL + READY), "SELECT 1", 5)


def test_nobody_there_is_no_answer(tmp_path: Path) -> None:
    with pytest.raises(SandboxError, match="does not answer"):
        talk(tmp_path / ".s.PGSQL.5432", "SELECT 1", 5)

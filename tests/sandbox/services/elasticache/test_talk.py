"""Talking to a Valkey over its Unix socket."""

from __future__ import annotations

from pathlib import Path

import pytest

from aeolus_sandbox.errors import SandboxError
from aeolus_sandbox.services.elasticache.talk import Refused, Reply, talk
from support.sockets import Answering


def test_a_command_is_sent_as_its_words(answering: Answering) -> None:
    path = answering(b"+OK\r\n")
    assert talk(path, [["SET", "key", "größe 1"]], 5) == ["OK"]
    heard = (path.parent / "heard").read_bytes()
    assert heard == b"*3\r\n$3\r\nSET\r\n$3\r\nkey\r\n$9\r\n" + "größe 1".encode() + b"\r\n"


@pytest.mark.parametrize(
    ("answer", "reply"),
    [
        (b"+PONG\r\n", "PONG"),
        (b":42\r\n", 42),
        (b"$6\r\na\r\nb\r\n\r\n", "a\r\nb\r\n"),
        (b"$-1\r\n", None),
        (b"*2\r\n$4\r\nsave\r\n$0\r\n\r\n", ["save", ""]),
        (b"*0\r\n", []),
    ],
)
def test_a_reply_is_what_it_says(answering: Answering, answer: bytes, reply: Reply) -> None:
    assert talk(answering(answer), [["ANY"]], 5) == [reply]


def test_every_command_has_its_reply(answering: Answering) -> None:
    assert talk(answering(b"+OK\r\n+PONG\r\n"), [["AUTH"], ["PING"]], 5) == ["OK", "PONG"]


def test_an_error_is_told_in_the_servers_words(answering: Answering) -> None:
    with pytest.raises(Refused, match="WRONGPASS invalid"):
        talk(answering(b"-WRONGPASS invalid\r\n"), [["AUTH"]], 5)


def test_an_answer_that_breaks_off_is_none(answering: Answering) -> None:
    with pytest.raises(SandboxError, match="does not answer"):
        talk(answering(b""), [["PING"]], 5)


def test_nobody_there_is_no_answer(tmp_path: Path) -> None:
    with pytest.raises(SandboxError, match=r"valkey\.sock in .* does not answer"):
        talk(tmp_path / "valkey.sock", [["PING"]], 5)
    with pytest.raises(SandboxError, match="does not answer"):
        talk(tmp_path / "gone" / "valkey.sock", [["PING"]], 5)

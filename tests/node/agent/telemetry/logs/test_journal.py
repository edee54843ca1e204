"""Lines that come by a pipe, taken in gulps."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from aeolus_agent.telemetry.logs.journal import Lines


@dataclass
class Pipe:
    """Both ends."""

    out: int
    into: int

    def write(self, text: bytes) -> None:
        os.write(self.into, text)

    def end(self) -> None:
        os.close(self.into)
        self.into = -1


@pytest.fixture
def pipe() -> Iterator[Pipe]:
    """Yield a pipe."""
    made = Pipe(*os.pipe())
    yield made
    os.close(made.out)
    if made.into >= 0:
        made.end()


def test_lines_come_whole_and_in_order(pipe: Pipe) -> None:
    lines = Lines(pipe.out)
    pipe.write(b"one\ntwo\nthr")
    assert lines.gulp(patience_s=0) == [b"one", b"two"]
    pipe.write(b"ee\n")
    assert lines.gulp(patience_s=0) == [b"three"]


def test_a_gulp_ends_when_it_is_large_enough(pipe: Pipe) -> None:
    lines = Lines(pipe.out)
    pipe.write(b"x" * 1000 + b"\n")
    # Patient for an hour, were it not for the line that is there.
    assert len(lines.gulp(most=1, patience_s=3600)) == 1


def test_the_end_of_the_writer_ends_a_gulp_and_then_there_is_none(pipe: Pipe) -> None:
    lines = Lines(pipe.out)
    pipe.write(b"last\nhalf a li")
    pipe.end()
    assert lines.gulp(patience_s=3600) == [b"last"]
    assert lines.gulp(patience_s=3600) == []

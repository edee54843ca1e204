"""One master at a time reads how many tasks there are; when it cannot, another does."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from aeolus_agent.insist import NotYetError
from aeolus_agent.scaling.figures import Figures, Reader

ROWS = [
    ("default", "", 7),
    ("default", "ip-10-0-0-4.ec2.internal", 2),
    ("heavy", "ip-10-0-0-5", 1),
]


class Metastore:
    """A server with one lock, which a session has until it is closed."""

    def __init__(self) -> None:
        """Nobody has the lock."""
        self.holder: Session | None = None
        self.sessions: list[Session] = []
        self.down = False

    def connect(self) -> Session:
        if self.down:
            raise NotYetError("the metastore cannot be reached")
        self.sessions.append(Session(self))
        return self.sessions[-1]

    @property
    def open(self) -> int:
        return sum(not each.closed for each in self.sessions)


class Session:
    """A session with it."""

    def __init__(self, server: Metastore) -> None:
        """It is open."""
        self.server, self.closed, self.said = server, False, list[str]()

    def query(self, statement: str, *values: object) -> list[tuple[Any, ...]]:
        if self.server.down or self.closed:
            raise NotYetError("the metastore says: the connection is closed")
        if "advisory" in statement:
            if self.server.holder in (None, self):
                self.server.holder = self
            return [(self.server.holder is self,)]
        self.said.append(statement)
        return list(ROWS) if "task_instance" in statement else []

    def verifier(self, role: str, password: str) -> str:
        raise NotImplementedError

    def close(self) -> None:
        self.closed = True
        if self.server.holder is self:
            self.server.holder = None


@pytest.fixture
def metastore() -> Metastore:
    return Metastore()


@pytest.fixture
def reader(metastore: Metastore) -> Callable[[], Reader]:
    return lambda: Reader(metastore.connect)


def test_tasks_are_counted_by_queue_and_hosts_go_without_their_domain(
    reader: Callable[[], Reader],
) -> None:
    busy = frozenset({"ip-10-0-0-4", "ip-10-0-0-5"})
    assert reader().figures() == Figures({"default": 9, "heavy": 1}, busy)


def test_one_reads_and_others_wait_for_it_without_a_session(
    reader: Callable[[], Reader], metastore: Metastore
) -> None:
    one, two = reader(), reader()
    assert one.figures() is not None
    assert two.figures() is None
    assert one.figures() is not None
    assert metastore.open == 1


def test_when_its_session_is_gone_another_reads(
    reader: Callable[[], Reader], metastore: Metastore
) -> None:
    one, two = reader(), reader()
    one.figures()
    metastore.sessions[0].close()
    assert two.figures() is not None
    with pytest.raises(NotYetError):
        one.figures()
    assert one.figures() is None


def test_the_server_ends_the_session_of_one_that_stands_still(
    reader: Callable[[], Reader], metastore: Metastore
) -> None:
    reader().figures()
    assert "SET idle_session_timeout = '30s'" in metastore.sessions[0].said


def test_a_metastore_that_comes_back_is_read_again_by_a_new_session(
    reader: Callable[[], Reader], metastore: Metastore
) -> None:
    one = reader()
    one.figures()
    metastore.down = True
    for _ in range(2):
        with pytest.raises(NotYetError):
            one.figures()
    metastore.down = False
    metastore.holder = None  # it was rebooted
    assert one.figures() is not None
    assert metastore.open == 1

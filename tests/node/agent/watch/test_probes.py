"""What probes see of daemons."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest

from aeolus_agent.insist import NotYetError
from aeolus_agent.watch.probes import EVERY_S, STALE_S, Jobs, answers, every
from aeolus_agent.watch.seen import WORKS, Seen
from support.toy_database import Rows, ToyDatabase

SILENT = Seen(False, "silent")


class Handler(BaseHTTPRequestHandler):
    """Is well at one path, and is not at others."""

    def do_GET(self) -> None:
        """Answer."""
        self.send_response(200 if self.path == "/well" else 503)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    """Return the port of a server on this machine."""
    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        try:
            yield server.server_port
        finally:
            server.shutdown()
            thread.join()


@contextmanager
def closed() -> Iterator[int]:
    """Give a port on which nobody listens."""
    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        taken = server.server_port
    yield taken


def test_who_answers_works(port: int) -> None:
    assert answers(port, "/well")() == WORKS


def test_who_says_that_it_is_not_well_does_not(port: int) -> None:
    assert answers(port, "/ill")() == Seen(False, f"port {port} answers /ill with 503")


def test_who_does_not_listen_does_not() -> None:
    with closed() as nobody:
        seen = answers(nobody, "/well")()
    assert seen.works is False
    assert seen.reason.startswith(f"port {nobody} does not answer /well: ")


def jobs(**ages: float) -> Jobs:
    """Return what jobs say, by their types and the seconds since they said something."""
    database = ToyDatabase({"FROM job": [(kind, age) for kind, age in ages.items()]})
    looked = Jobs(lambda: database, "node-1", lambda: 0.0)
    looked.look()
    return looked


def test_a_job_whose_heart_beats_works() -> None:
    assert jobs(TriggererJob=STALE_S).beats("TriggererJob")() == WORKS


def test_a_job_that_is_silent_does_not() -> None:
    silent = jobs(TriggererJob=STALE_S + 1).beats("TriggererJob")()
    assert silent == Seen(False, "its TriggererJob has said nothing for 61 s")


def test_a_daemon_that_hangs_before_it_has_a_job_is_seen() -> None:
    # Whose host name does not resolve, for one: systemd takes it for active (running).
    seen = jobs(DagProcessorJob=1.0).beats("TriggererJob")()
    assert seen == Seen(False, "there is no TriggererJob of node-1 in the metastore")


def test_while_the_metastore_is_away_nobody_is_blamed() -> None:
    def refuse() -> ToyDatabase:
        raise NotYetError("the metastore cannot be reached: timeout expired")

    looked = Jobs(refuse, "node-1", lambda: 0.0)
    looked.look()
    away = Seen(None, "the metastore cannot be reached: timeout expired")
    assert looked.beats("TriggererJob")() == away
    assert looked.blamed(lambda: Seen(False, "port 8974 answers /health with 503"))() == away
    assert looked.blamed(lambda: WORKS)() == WORKS


@dataclass
class Metastore:
    """Gives sessions, and counts them."""

    rows: Rows
    down: bool = False
    sessions: list[ToyDatabase] = field(default_factory=list)

    def connect(self) -> ToyDatabase:
        """Return a session."""
        self.sessions.append(ToyDatabase({"FROM job": self.rows}, down=self.down))
        return self.sessions[-1]


def test_the_metastore_is_asked_now_and_then_by_a_session_that_is_ended() -> None:
    metastore, clock = Metastore([("TriggererJob", 1.0)]), 0.0
    looked = Jobs(metastore.connect, "node-1", lambda: clock)
    beats = looked.beats("TriggererJob")
    for moment in (0.0, EVERY_S - 1, EVERY_S):
        clock = moment
        looked.look()
        assert beats() == WORKS
    assert len(metastore.sessions) == 2
    assert all(each.closed for each in metastore.sessions)


def test_and_at_once_while_it_fails_or_a_job_is_missed() -> None:
    metastore, clock = Metastore([], down=True), 0.0
    looked = Jobs(metastore.connect, "node-1", lambda: clock)
    beats = looked.beats("TriggererJob")
    looked.look()
    assert beats().works is None
    metastore.down = False
    clock = 1.0
    looked.look()
    assert beats().works is False
    metastore.rows = [("TriggererJob", 1.0)]
    clock = 2.0
    looked.look()
    assert beats() == WORKS
    assert len(metastore.sessions) == 3
    assert all(each.closed for each in metastore.sessions)


def test_a_dear_probe_is_asked_now_and_then_and_at_once_while_something_is_wrong() -> None:
    # Seconds at which it is looked at, and what there is to see.
    moments = {0.0: SILENT, 1.0: SILENT, 2.0: WORKS, 16.0: WORKS, 17.0: SILENT, 18.0: WORKS}
    asked: list[float] = []
    clock = 0.0

    def probe() -> Seen:
        asked.append(clock)
        return moments[clock]

    looked = every(15.0, probe, lambda: clock)
    seen = []
    for moment in moments:
        clock = moment
        seen.append(looked())
    assert asked == [0.0, 1.0, 2.0, 17.0, 18.0]
    assert seen == list(moments.values())

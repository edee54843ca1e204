"""What comes to a port of this machine goes on in a namespace, and back."""

from __future__ import annotations

import os
import socket
import threading
from collections.abc import Iterator
from ipaddress import IPv4Address

import pytest

from aeolus_sandbox.network import namespaces
from aeolus_sandbox.services.doors.door import HERE, Doors, Way
from support.machines import needs_machines

pytestmark = [pytest.mark.sandbox, needs_machines]

LOOPBACK = IPv4Address("127.0.0.1")


@pytest.fixture
def internet() -> Iterator[str]:
    """Return a namespace in which a server turns what it hears around, at port 80."""
    prefix = f"doors-{os.getpid()}."
    name = f"{prefix}internet"
    namespaces.create(name)
    listening = namespaces.listen(name, str(LOOPBACK), 80)

    def answer() -> None:
        while True:
            try:
                connection, _ = listening.accept()
            except OSError:
                return
            with connection, connection.makefile("rwb") as stream:
                # It answers only once it has heard all.
                stream.write(stream.read()[::-1])

    server = threading.Thread(target=answer, daemon=True)
    server.start()
    yield name
    listening.shutdown(socket.SHUT_RDWR)
    server.join()
    listening.close()
    namespaces.sweep(prefix)


@pytest.fixture
def doors(internet: str) -> Iterator[Doors]:
    made = Doors(internet)
    yield made
    made.close()


def asked(port: int, words: bytes) -> bytes:
    """Return what is answered to words, and no more words."""
    with socket.create_connection((HERE, port), 10) as connection:
        connection.sendall(words)
        connection.shutdown(socket.SHUT_WR)
        with connection.makefile("rb") as stream:
            return stream.read()


def test_all_that_is_said_arrives_and_all_that_is_answered_comes_back(doors: Doors) -> None:
    port = doors.open(lambda: Way(LOOPBACK, 80))
    words = os.urandom(1_000_000)
    assert asked(port, words) == words[::-1]
    assert asked(port, b"again") == b"niaga"


@pytest.mark.parametrize("where", [None, Way(LOOPBACK, 81)])
def test_where_nobody_is_the_connection_ends(doors: Doors, where: Way | None) -> None:
    assert asked(doors.open(lambda: where), b"") == b""


def test_a_connection_that_comes_when_the_doors_are_closed_is_closed_too(internet: str) -> None:
    begun, go_on, (ours, theirs) = threading.Event(), threading.Event(), socket.socketpair()

    class Slow(Doors):
        def _connect(self, way: Way) -> socket.socket:
            begun.set()
            go_on.wait()
            return theirs

    doors = Slow(internet)
    port = doors.open(lambda: Way(LOOPBACK, 80))
    with ours, socket.create_connection((HERE, port), 10):
        begun.wait()
        doors.close()
        go_on.set()
        ours.settimeout(10)
        assert ours.recv(1) == b""


def test_it_is_open_to_this_machine_alone(doors: Doors) -> None:
    port = doors.open(lambda: Way(LOOPBACK, 80))
    with socket.socket() as taken, pytest.raises(OSError, match="in use"):
        taken.bind((HERE, port))
    with socket.socket() as free:
        free.bind(("127.0.0.2", port))


def test_who_comes_by_it_comes_from_where_the_way_says(internet: str, doors: Doors) -> None:
    heard = namespaces.listen(internet, "127.0.0.1", 81)
    source = IPv4Address("203.0.113.1")
    port = doors.open(lambda: Way(LOOPBACK, 81, source))
    with socket.create_connection((HERE, port), 10), heard:
        connection, peer = heard.accept()
        connection.close()
    assert peer[0] == str(source)

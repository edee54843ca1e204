"""Datagrams of this machine are taken in by the minute."""

from __future__ import annotations

import socket
from collections.abc import Iterator

import pytest

from aeolus_agent.telemetry.metrics.minute import Minutes
from aeolus_agent.telemetry.metrics.receiving import Receiver, listening


@pytest.fixture
def source() -> Iterator[socket.socket]:
    """Yield a socket that listens on a free port."""
    with listening(("127.0.0.1", 0)) as made:
        yield made


def told(to: socket.socket, *datagrams: bytes) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender:
        for datagram in datagrams:
            sender.sendto(datagram, to.getsockname())


def test_what_is_there_is_taken_in(source: socket.socket) -> None:
    minutes = Minutes(["x", "y"])
    told(source, b"airflow.x:1|c", b"airflow.x:1|c\nairflow.y:7|g")
    Receiver(source, minutes, lambda: 0.0).take(10)
    assert [(each.name, each.total) for each in minutes.close(0.0)] == [("x", 2), ("y", 7)]


def test_a_minute_ends_by_the_clock_and_began_at_a_full_one(source: socket.socket) -> None:
    times = iter([130.0, 179.99, 180.0])
    assert Receiver(source, Minutes([]), lambda: next(times)).minute() == 120.0


def test_a_clock_that_jumps_ahead_ends_the_minute(source: socket.socket) -> None:
    times = iter([130.0, 5000.0])
    assert Receiver(source, Minutes([]), lambda: next(times)).minute() == 120.0

"""Checks of targets, as their sockets answer."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import ssl
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from aeolus_sandbox.authority import Authority
from aeolus_sandbox.services.load_balancer.balancer import HealthCheck
from aeolus_sandbox.services.load_balancer.checker import Check, outcome
from aeolus_sandbox.services.load_balancer.health import FAILED, TIMEOUT, WELL, Outcome, answered

HERE = "127.0.0.1"


@contextlib.contextmanager
def answering(answer: bytes, tls: ssl.SSLContext | None = None) -> Iterator[int]:
    """Answer whoever comes with these bytes, with nothing if there are none; give the port."""
    ended = threading.Event()
    with socket.create_server((HERE, 0)) as listening:

        def serve() -> None:
            accepted, _ = listening.accept()
            with contextlib.suppress(OSError), accepted:
                with tls.wrap_socket(accepted, server_side=True) if tls else accepted as link:
                    if answer:
                        link.recv(4096)
                        link.sendall(answer)
                    else:
                        ended.wait()

        thread = threading.Thread(target=serve)
        thread.start()
        try:
            yield listening.getsockname()[1]
        finally:
            ended.set()
            thread.join()


def checked(port: int, protocol: str = "HTTP", timeout_s: float = 10.0) -> Outcome:
    """Return how a check of a port here goes."""
    how = HealthCheck(protocol=protocol, path="/health", matcher="200", timeout_s=timeout_s)
    return asyncio.run(outcome(Check(HERE, port, how)))


@pytest.mark.parametrize(
    ("answer", "found"),
    [
        (b"HTTP/1.1 200 OK\r\n\r\n", WELL),
        (b"HTTP/1.1 503 Not Now\r\n\r\n", answered(503, "200")),
        (b"220 mail.test ESMTP\r\n", FAILED),
    ],
)
def test_a_check_goes_by_the_status_that_is_answered(answer: bytes, found: Outcome) -> None:
    with answering(answer) as port:
        assert checked(port) == found


def test_a_check_that_is_not_answered_is_given_up_in_time() -> None:
    with answering(b"") as port:
        assert checked(port, timeout_s=0.1) == TIMEOUT


def test_a_check_of_a_port_where_nobody_listens_fails() -> None:
    with answering(b"HTTP/1.1 200 OK\r\n\r\n") as port:
        checked(port)
    assert checked(port) == FAILED


def test_a_check_by_tcp_alone_is_fine_once_connected() -> None:
    with answering(b"x") as port:
        assert checked(port, "TCP") == WELL


def test_a_check_by_https_does_not_ask_who_signed(tmp_path: Path) -> None:
    issued = Authority.open(tmp_path).issue(["target.test"])
    (tmp_path / "target.pem").write_bytes(issued.certificate + issued.private_key)
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(tmp_path / "target.pem")
    with answering(b"HTTP/1.1 200 OK\r\n\r\n", tls) as port:
        assert checked(port, "HTTPS") == WELL

"""Namespaces: made by name, found by prefix, entered by a thread alone."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from aeolus_sandbox.errors import SandboxError
from aeolus_sandbox.network import namespaces
from support.machines import needs_machines

pytestmark = needs_machines


@pytest.fixture
def name() -> Iterator[str]:
    made = f"names-{os.getpid()}.one"
    namespaces.create(made)
    yield made
    namespaces.delete(made)


def interfaces() -> list[str]:
    return [name for _, name in socket.if_nameindex()]


def test_a_namespace_has_a_loopback_and_nothing_else(name: str) -> None:
    assert namespaces.within(name, interfaces) == ["lo"]


def test_it_is_found_by_its_prefix_until_it_is_deleted(name: str) -> None:
    prefix = f"names-{os.getpid()}."
    assert namespaces.find(prefix) == [name]
    assert namespaces.find(f"ames-{os.getpid()}.") == []
    namespaces.delete(name)
    assert namespaces.find(prefix) == []
    namespaces.delete(name)


def test_only_the_action_is_in_it(name: str) -> None:
    before = os.readlink("/proc/thread-self/ns/net")
    inside = namespaces.within(name, lambda: os.readlink("/proc/thread-self/ns/net"))
    assert inside != before
    assert os.readlink("/proc/thread-self/ns/net") == before


def test_a_socket_opened_in_it_answers_there_alone(name: str) -> None:
    with namespaces.listen(name, "127.0.0.1", 0) as listening:
        address = listening.getsockname()
        with namespaces.within(name, lambda: socket.create_connection(address)) as client:
            server, _ = listening.accept()
            server.close()
            assert client.recv(1) == b""
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection(address)


def test_what_the_action_raises_is_raised(name: str) -> None:
    with pytest.raises(FileNotFoundError):
        namespaces.within(name, lambda: Path("/not-there").read_text())


def test_a_namespace_that_is_not_there_is_told() -> None:
    with pytest.raises(SandboxError, match="there is no network namespace 'nobody'"):
        namespaces.within("nobody", interfaces)

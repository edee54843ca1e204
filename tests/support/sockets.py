"""Real sockets between network namespaces."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from aeolus_sandbox.network import namespaces

# Long for a packet on one machine, short for one that never arrives.
PATIENCE_S = 0.4

# Answers the next talk with bytes; returns the Unix socket.
Answering = Callable[[bytes], Path]


@contextmanager
def server(namespace: str, address: str = "0.0.0.0", port: int = 80) -> Iterator[None]:
    """Tell each who connects the address from which it came."""
    listening = namespaces.listen(namespace, address, port)

    def serve() -> None:
        while True:
            try:
                connection, peer = listening.accept()
            except OSError:
                return
            with connection:
                connection.sendall(peer[0].encode())

    thread = threading.Thread(target=serve)
    thread.start()
    try:
        yield
    finally:
        listening.shutdown(socket.SHUT_RDWR)
        listening.close()
        thread.join()


def seen(namespace: str, address: str, port: int = 80) -> str | None:
    """Return the address that a server sees of one who connects; None when nothing answers."""

    def ask() -> str | None:
        try:
            with socket.create_connection((address, port), PATIENCE_S) as connection:
                return connection.recv(64).decode()
        except OSError:
            return None

    return namespaces.within(namespace, ask)

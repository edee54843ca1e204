"""What the tests of several services need."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from support.sockets import Answering


@pytest.fixture
def answering(tmp_path: Path) -> Iterator[Answering]:
    """Return a function that answers the next talk with these bytes, and returns the socket."""
    # Longer than the name of a socket may be.
    path = tmp_path / ("directory" * 12) / "server.sock"
    path.parent.mkdir()
    threads: list[threading.Thread] = []

    def make(answer: bytes) -> Path:
        listening = socket.socket(socket.AF_UNIX)
        with pytest.MonkeyPatch.context() as patch:
            patch.chdir(path.parent)
            listening.bind(path.name)
        listening.listen()

        def once() -> None:
            with listening, listening.accept()[0] as link:
                heard = link.recv(65536)
                (path.parent / "heard").write_bytes(heard)
                link.sendall(answer)
                link.shutdown(socket.SHUT_WR)
                while link.recv(65536):
                    pass  # who talks on is heard out

        threads.append(threading.Thread(target=once))
        threads[-1].start()
        return path

    yield make
    for thread in threads:
        thread.join(10)

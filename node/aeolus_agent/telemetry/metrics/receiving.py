"""Takes in what daemons tell, and hands it on at the end of each minute."""

from __future__ import annotations

import select
import socket
from collections.abc import Callable

from .minute import Minutes
from .statsd import samples

ADDRESS = ("127.0.0.1", 8125)
_LARGEST = 1 << 16
_BUFFER = 1 << 20
"""What waits in the kernel while a minute is closed."""
MINUTE_S = 60.0
MOST_AT_ONCE = 1000
"""Datagrams, before the clock is looked at again."""


def listening(address: tuple[str, int] = ADDRESS) -> socket.socket:
    """Return a socket that datagrams come by."""
    made = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, _BUFFER)
    made.bind(address)
    made.setblocking(False)
    return made


class Receiver:
    """Datagrams from a socket into the minutes they come in, by the clock on the wall."""

    def __init__(self, source: socket.socket, minutes: Minutes, clock: Callable[[], float]) -> None:
        """Take in what comes by `source`; `clock` gives seconds since the epoch."""
        self._source = source
        self._minutes = minutes
        self._clock = clock

    def minute(self) -> float:
        """Take in what comes until this minute ends; return when it began."""
        began = self._clock() // MINUTE_S * MINUTE_S
        while True:
            # A clock that was set back does not make a minute longer.
            left = min(began + MINUTE_S - self._clock(), MINUTE_S)
            if left <= 0:
                return began
            self.take(left)

    def take(self, seconds: float) -> None:
        """Wait for datagrams, but no longer than that, and take in some that are there."""
        if not select.select([self._source], [], [], seconds)[0]:
            return
        for _ in range(MOST_AT_ONCE):
            try:
                datagram = self._source.recv(_LARGEST)
            except BlockingIOError:
                return
            for sample in samples(datagram):
                self._minutes.add(sample)

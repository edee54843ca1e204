"""Telling whoever looks at the node."""

from __future__ import annotations

import os
import socket
import sys


def say(text: str) -> None:
    """Print a line for the journal, and so for its log in CloudWatch; some units' consoles too."""
    print(text, file=sys.stderr, flush=True)


def status(text: str) -> None:
    """Tell systemd what this unit is at: `systemctl status` shows it, the watch reports it."""
    _notify(f"STATUS={' '.join(text.split())}")


def ready() -> None:
    """Tell systemd that this unit has started: from then on `WatchdogSec=` counts."""
    _notify("READY=1")


def alive() -> None:
    """Tell systemd that this unit does its work: `WatchdogSec=` waits for it."""
    _notify("WATCHDOG=1")


def _notify(state: str) -> None:
    """Say something to systemd, and nothing where it does not listen (sd_notify(3))."""
    address = os.environ.get("NOTIFY_SOCKET")
    if not address:
        return
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC) as speaker:
        # An address that begins with @ is an abstract one.
        speaker.connect(f"\0{address[1:]}" if address.startswith("@") else address)
        speaker.sendall(state.encode())


def tell(text: str) -> None:
    """Say it, and let systemd have it as what this unit is at."""
    say(text)
    status(text)

"""Network namespaces: made by name, found by their prefix, gone with all that they hold."""

from __future__ import annotations

import ctypes
import os
import signal
import socket
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

from aeolus_sandbox.commands import run
from aeolus_sandbox.errors import SandboxError

T = TypeVar("T")

# Where ip-netns(8) keeps them, and where systemd-nspawn is told to find them.
DIRECTORY = Path("/run/netns")
_CLONE_NEWNET = 0x40000000  # sched.h


def path(name: str) -> Path:
    """Return the file by which other programs enter the namespace `name`."""
    return DIRECTORY / name


def exists(name: str) -> bool:
    """Tell whether there is a namespace of this name."""
    return path(name).exists()


def create(name: str) -> None:
    """Make a namespace that has a loopback interface and nothing else."""
    run(["ip", "netns", "add", name])
    run(["ip", "-n", name, "link", "set", "lo", "up"])


def find(prefix: str) -> list[str]:
    """Return the namespaces whose names begin with `prefix`, sorted."""
    if not DIRECTORY.is_dir():
        return []
    return sorted(entry.name for entry in DIRECTORY.iterdir() if entry.name.startswith(prefix))


def delete(name: str) -> None:
    """Remove a namespace, and with it the links that end there; none is fine."""
    if exists(name):
        run(["ip", "netns", "delete", name])


def sweep(prefix: str) -> None:
    """Remove the namespaces whose names begin with `prefix`, and end the processes in them."""
    for name in find(prefix):
        for pid in run(["ip", "netns", "pids", name]).split():
            with suppress(ProcessLookupError):
                os.kill(int(pid), signal.SIGKILL)
        delete(name)


def within(name: str, action: Callable[[], T]) -> T:
    """Return what `action` returns inside the namespace, whose sockets are of that namespace.

    A thread of its own enters it, for a thread's namespace is not its process's (setns(2)).
    Raises what `action` raises, and SandboxError when there is no such namespace.
    """
    results: list[T] = []
    errors: list[BaseException] = []

    def enter() -> None:
        try:
            _set_namespace(name)
            results.append(action())
        except BaseException as error:
            errors.append(error)

    thread = threading.Thread(target=enter)
    thread.start()
    thread.join()
    if errors:
        raise errors[0]
    return results[0]


def listen(name: str, address: str, port: int) -> socket.socket:
    """Return a TCP socket that listens at an address inside the namespace."""

    def bound() -> socket.socket:
        return socket.create_server((address, port), backlog=64)

    return within(name, bound)


def _set_namespace(name: str) -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    try:
        descriptor = os.open(path(name), os.O_RDONLY | os.O_CLOEXEC)
    except FileNotFoundError:
        raise SandboxError(
            f"there is no network namespace {name!r}: bring the sandbox up"
        ) from None
    try:
        if libc.setns(descriptor, _CLONE_NEWNET):
            raise SandboxError(
                f"cannot enter network namespace {name!r}: {os.strerror(ctypes.get_errno())}"
            )
    finally:
        os.close(descriptor)

"""What a fault can befall: an instance, or a server of a managed service."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Protocol, runtime_checkable

from aeolus_sandbox.supervisor.seen import Fault


class Node(Protocol):
    """Something that runs in a zone, and can lose its power, stop, or restart."""

    @property
    def id(self) -> str:
        """The id of the resource, as `i-0123…`, or a name that tells which node of it."""
        ...

    @property
    def kind(self) -> str:
        """What it is: `instance`, `database`, `cache node`, `load balancer node`, …"""
        ...

    @property
    def zone(self) -> str:
        """Its Availability Zone."""
        ...

    @property
    def address(self) -> str:
        """Its private address."""
        ...

    @property
    def owner(self) -> str:
        """Who has its network interface: the name by which the network cuts and heals it."""
        ...

    @property
    def state(self) -> str:
        """What has become of it: `running`, `frozen`, `off`."""
        ...

    def kill(self) -> None:
        """Take its power: every process ends at once, nothing is told."""
        ...

    def freeze(self) -> None:
        """Stop everything in it where it is."""
        ...

    def thaw(self) -> None:
        """Let it go on."""
        ...

    def reboot(self) -> None:
        """Restart it."""
        ...


@runtime_checkable
class Enterable(Protocol):
    """A node that can be looked into, by who has this machine."""

    def command(self, command: Sequence[str]) -> list[str]:
        """Return what, run on this machine, runs a command in it. Raises SandboxError when off."""
        ...

    @property
    def log(self) -> Path:
        """The file of what it has printed."""
        ...


@runtime_checkable
class Named(Protocol):
    """A node that its owner has given a name."""

    @property
    def name(self) -> str:
        """The name, which others may have too."""
        ...


@runtime_checkable
class Ordered(Protocol):
    """A node with which AWS does more than let it run, when its owner asks."""

    @property
    def orders(self) -> Mapping[Fault, Callable[[], None]]:
        """What can be asked for, and what asks; which raises SandboxError when AWS refuses."""
        ...

"""What instances' machines are to do, from EC2's calls to whoever has the machines."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass
class Power:
    """Where machines run, an instance is pending until its own does, and ends when it has ended.

    `present` says whether machines run here. `terminating` holds, by instance id, what makes EC2
    forget the instance once its machine is gone; `rebooting` the instances that were asked to;
    `console` returns what an instance's console has printed.
    """

    present: bool = False
    terminating: dict[str, Callable[[], object]] = field(default_factory=dict)
    rebooting: set[str] = field(default_factory=set)
    console: Callable[[str], bytes] = lambda instance_id: b""


power = Power()

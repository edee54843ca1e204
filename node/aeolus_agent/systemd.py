"""What the agent asks and tells systemd."""

from __future__ import annotations

import subprocess
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol

_PROPERTIES = (
    "Id",
    "LoadState",
    "ActiveState",
    "SubState",
    "Result",
    "NRestarts",
    "StatusText",
    "Job",
    "InactiveExitTimestamp",
    "ActiveEnterTimestamp",
)


@dataclass(frozen=True)
class Unit:
    """A unit at one moment, in systemd's words; times are seconds since the epoch, 0 for never.

    `queued` is whether it is to be started or stopped and waits for others; `began` when it last
    left `inactive`, `entered` when it last became `active`.
    """

    name: str
    loaded: bool = True
    state: str = "inactive"
    sub_state: str = "dead"
    result: str = "success"
    restarts: int = 0
    status: str = ""
    queued: bool = False
    began: float = 0.0
    entered: float = 0.0


class Systemd(Protocol):
    """The service manager; the names of units have their suffix."""

    def units(self, names: Collection[str]) -> dict[str, Unit]:
        """Return the units by name."""

    def start(self, names: Iterable[str]) -> None:
        """Start them, failed ones too, without waiting for them."""

    def stop(self, names: Iterable[str]) -> None:
        """Stop them, and wait until they have."""

    def restart(self, names: Iterable[str]) -> None:
        """Restart those that run, without waiting for them."""


class Systemctl:
    """systemd by its command."""

    def units(self, names: Collection[str]) -> dict[str, Unit]:
        """Return the units by name."""
        if not names:
            return {}
        asked = ["show", "--timestamp=us+utc", f"--property={','.join(_PROPERTIES)}", "--", *names]
        return dict(zip(names, shown(_systemctl(*asked)), strict=True))

    def start(self, names: Iterable[str]) -> None:
        """Start them, failed ones too, without waiting for them."""
        listed = list(names)
        if listed:
            # A unit that met its start limit is refused until that is forgotten.
            _systemctl("reset-failed", "--", *listed)
            _systemctl("start", "--no-block", "--", *listed)

    def stop(self, names: Iterable[str]) -> None:
        """Stop them, and wait until they have: one that had to be killed has not failed."""
        listed = list(names)
        running = [name for name, unit in self.units(listed).items() if unit.state != "failed"]
        _each("stop", listed)
        after = self.units(running)
        _each("reset-failed", [name for name in running if after[name].state == "failed"])

    def restart(self, names: Iterable[str]) -> None:
        """Restart those that run, without waiting for them."""
        _each("try-restart", names, "--no-block")

    def reread(self, names: Iterable[str]) -> None:
        """Have those that run read their files again, without waiting for them."""
        _each("try-reload-or-restart", names, "--no-block")

    def reload(self) -> None:
        """Read the files of units again."""
        _systemctl("daemon-reload")


def shown(text: str) -> Iterator[Unit]:
    """Yield the units that `systemctl show` tells, in its order."""
    for block in text.strip("\n").split("\n\n"):
        found = dict(line.split("=", 1) for line in block.splitlines() if "=" in line)
        yield Unit(
            name=found["Id"],
            loaded=found["LoadState"] == "loaded",
            state=found["ActiveState"],
            sub_state=found["SubState"],
            result=found.get("Result", "success"),
            restarts=int(found.get("NRestarts", "0")),
            status=found.get("StatusText", ""),
            queued="Job" in found,
            began=_time(found["InactiveExitTimestamp"]),
            entered=_time(found["ActiveEnterTimestamp"]),
        )


def booted() -> float:
    """Return when the machine's own systemd began, in seconds since the epoch."""
    asked = ["show", "--timestamp=us+utc", "--property=UserspaceTimestamp", "--value"]
    return _time(_systemctl(*asked).strip())


def _time(text: str) -> float:
    """Return `Sun 2026-11-29 08:21:01.005647 UTC` as seconds since the epoch; 0 for nothing."""
    if not text or text == "n/a":
        return 0.0
    _, day, hour, _ = text.split()
    return datetime.fromisoformat(f"{day}T{hour}").replace(tzinfo=UTC).timestamp()


def _each(verb: str, names: Iterable[str], *options: str) -> None:
    listed = list(names)
    if listed:
        _systemctl(verb, *options, "--", *listed)


def _systemctl(*arguments: str) -> str:
    """Return what systemctl prints. Raises CalledProcessError when it fails."""
    return subprocess.run(
        ["systemctl", *arguments], check=True, stdout=subprocess.PIPE, text=True
    ).stdout

"""A service manager in memory."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from aeolus_agent.systemd import Unit


@dataclass
class ToySystemd:
    """Has the units that it is given, and keeps what it is told: `start airflow-worker.service`."""

    known: dict[str, Unit] = field(default_factory=dict)
    told: list[str] = field(default_factory=list)

    def has(
        self, name: str, state: str = "active", sub_state: str = "running", **more: object
    ) -> None:
        """Let it have a unit."""
        fields: dict[str, object] = {"state": state, "sub_state": sub_state, **more}
        self.known[name] = Unit(name, **fields)  # type: ignore[arg-type]

    def units(self, names: Collection[str]) -> dict[str, Unit]:
        """Return the units by name."""
        return {name: self.known.get(name, Unit(name, loaded=False)) for name in names}

    def start(self, names: Iterable[str]) -> None:
        """Take note."""
        self.told += [f"start {name}" for name in names]

    def stop(self, names: Iterable[str]) -> None:
        """Take note."""
        self.told += [f"stop {name}" for name in names]

    def restart(self, names: Iterable[str]) -> None:
        """Take note."""
        self.told += [f"restart {name}" for name in names]

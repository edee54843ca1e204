"""Nodes that remember what befell them."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass
class ToyNode:
    """A node of nothing."""

    id: str
    zone: str = "eu-central-1a"
    address: str = "10.0.0.4"
    name: str = ""
    kind: str = "instance"
    state: str = "running"
    fate: list[str] = field(default_factory=list)

    @property
    def owner(self) -> str:
        """Who has its interface."""
        return f"owner of {self.id}"

    def kill(self) -> None:
        """Note it."""
        self.fate.append("kill")

    def freeze(self) -> None:
        """Note it."""
        self.fate.append("freeze")

    def thaw(self) -> None:
        """Note it."""
        self.fate.append("thaw")

    def reboot(self) -> None:
        """Note it."""
        self.fate.append("reboot")


@dataclass
class ToyWires:
    """A network that remembers what was asked of it."""

    fate: list[tuple[str, str]] = field(default_factory=list)

    def cut(self, owner: str) -> None:
        """Note it."""
        self.fate.append(("cut", owner))

    def heal(self, owner: str) -> None:
        """Note it."""
        self.fate.append(("heal", owner))

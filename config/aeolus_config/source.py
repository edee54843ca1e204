"""An environment file as it was read: its values, and where each stands."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from .errors import KeyPath, Problem


@dataclass(frozen=True)
class Spot:
    """A place in a file, counted from 1, and the text that stands there, if it is a scalar."""

    line: int
    column: int
    text: str | None = None


@dataclass
class Source:
    """A file's data, with the spots of its keys and values, and what was wrong in reading it."""

    file: str
    data: dict[str, Any] = field(default_factory=dict)
    keys: dict[KeyPath, Spot] = field(default_factory=dict)
    values: dict[KeyPath, Spot] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def problem(
        self, path: KeyPath, message: str, cure: str = "", *, default: str | None = None
    ) -> Problem:
        """Return a problem of the value at `path`.

        Its line is that of the nearest key above that the file has; the value is the file's, or
        `default` when the file leaves it to the model.
        """
        spot = self.spot(path)
        value = self.values.get(path)
        given = default if value is None else value.text
        return Problem(self.file, message, cure, path, given, spot.line, spot.column)

    def spot(self, path: KeyPath) -> Spot:
        """Return where `path` is, or the nearest place above it."""
        for end in range(len(path), 0, -1):
            found = self.keys.get(path[:end]) or self.values.get(path[:end])
            if found:
                return found
        return Spot(1, 1)

    def get(self, path: KeyPath) -> Any:
        """Return the value at `path`, None where there is none."""
        value: Any = self.data
        for step in path:
            present = isinstance(value, (dict, list)) and step in (
                value if isinstance(value, dict) else range(len(value))
            )
            value = value[step] if present else None
        return value

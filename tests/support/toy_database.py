"""A session with a database in memory."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from aeolus_agent.insist import NotYetError

Rows = list[tuple[Any, ...]]


@dataclass
class ToyDatabase:
    """Answers each statement by the first pattern that is in it; has no rows for others.

    Fails when it is `down`, and keeps the statements that it was asked.
    """

    answers: dict[str, Rows | Callable[..., Rows]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    given: list[tuple[object, ...]] = field(default_factory=list)
    down: bool = False
    closed: bool = False

    def query(self, statement: str, *values: object) -> Rows:
        """Answer, or fail as a session does."""
        if self.down:
            raise NotYetError("the metastore says: server closed the connection unexpectedly")
        self.asked.append(statement)
        self.given.append(values)
        for pattern, rows in self.answers.items():
            if re.search(pattern, statement):
                return rows(*values) if callable(rows) else rows
        return []

    def verifier(self, role: str, password: str) -> str:
        """Return something that tells which password it was."""
        return f"verifier of {password}"

    def close(self) -> None:
        """End it."""
        self.closed = True

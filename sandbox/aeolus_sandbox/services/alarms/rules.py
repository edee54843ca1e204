"""The rule of a composite alarm (Amazon CloudWatch API Reference, PutCompositeAlarm, AlarmRule)."""

from __future__ import annotations

import re
from collections.abc import Mapping

from aeolus_sandbox.errors import SandboxError

# ALARM("name or ARN"), or a word or parenthesis.
_TOKEN = re.compile(r'\s*(?:(ALARM|OK|INSUFFICIENT_DATA)\s*\(\s*"?([^")]+?)"?\s*\)|([A-Z]+|[()]))')


def holds(rule: str, states: Mapping[str, str]) -> bool:
    """Return whether a rule holds, given the states of alarms by their names and ARNs.

    NOT binds before AND, AND before OR. Raises SandboxError for what is no rule.
    """
    reader = _Reader(rule, states)
    value = reader.either()
    if reader.tokens:
        raise SandboxError(f"alarm rule {rule!r}: expected its end before {reader.tokens[0]!r}")
    return value


class _Reader:
    def __init__(self, rule: str, states: Mapping[str, str]) -> None:
        self.rule = rule
        self.tokens = list(self._tokens(rule, states))

    @staticmethod
    def _tokens(rule: str, states: Mapping[str, str]) -> list[str]:
        found: list[str] = []
        position, end = 0, len(rule.rstrip())
        while position < end:
            match = _TOKEN.match(rule, position)
            if match is None:
                raise SandboxError(f"alarm rule {rule!r}: cannot read {rule[position:]!r}")
            state, alarm, word = match.groups()
            found.append(word or ("TRUE" if states.get(alarm) == state else "FALSE"))
            position = match.end()
        return found

    def either(self) -> bool:
        value = self.both()
        while self._next("OR"):
            value = self.both() or value
        return value

    def both(self) -> bool:
        value = self.one()
        while self._next("AND"):
            value = self.one() and value
        return value

    def one(self) -> bool:
        if self._next("NOT"):
            return not self.one()
        if self._next("("):
            value = self.either()
            if not self._next(")"):
                raise SandboxError(f"alarm rule {self.rule!r}: a parenthesis is not closed")
            return value
        for word, value in (("TRUE", True), ("FALSE", False)):
            if self._next(word):
                return value
        raise SandboxError(f"alarm rule {self.rule!r}: a condition is missing")

    def _next(self, token: str) -> bool:
        if self.tokens[:1] != [token]:
            return False
        del self.tokens[0]
        return True

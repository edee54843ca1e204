"""How a rule is written down, registered and run."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from aeolus_config.errors import KeyPath
from aeolus_config.model import Environment


@dataclass(frozen=True)
class Finding:
    """A rule that is broken: at which key, how, and what to do about it."""

    path: KeyPath
    message: str
    cure: str


Check = Callable[[Environment], Iterator[Finding]]


@dataclass(frozen=True)
class Rule:
    """A check with its name, the promise it keeps, and where its limits come from."""

    name: str
    topic: str
    """The module it is in."""
    promise: str
    source: str
    """The AWS or Airflow document, or the measurement, that the limit is taken from."""
    check: Check


RULES: dict[str, Rule] = {}
"""All rules, by name."""


def rule(*, source: str) -> Callable[[Check], Check]:
    """Register a function as the rule of its name; its docstring is what it promises."""

    def register(check: Check) -> Check:
        promise = " ".join((check.__doc__ or "").split())
        topic = check.__module__.rpartition(".")[2]
        RULES[check.__name__] = Rule(check.__name__, topic, promise, source, check)
        return check

    return register

"""The rules, and the options that the deployer owns, as the tables of docs/configuration.md.

`python -m aeolus_config.rules.table` prints both; a test compares the document with them.
"""

from __future__ import annotations

from collections.abc import Iterable

from . import RULES, TOPICS
from .owned_options import OWNED


def rules_table() -> str:
    """Return a row for each rule, in the order of topics."""
    order = [topic.__name__.rpartition(".")[2] for topic in TOPICS]
    rules = sorted(RULES.values(), key=lambda rule: order.index(rule.topic))
    return _table(
        ("Rule", "What holds", "Source"),
        ((f"`{rule.name}`", rule.promise, rule.source) for rule in rules),
    )


def owned_table() -> str:
    """Return a row for each option of `airflow.cfg` that no file may set."""
    return _table(
        ("Option", "Why", "Instead"),
        ((f"`{option}`", why, instead) for option, (why, instead) in OWNED.items()),
    )


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [head, ("---",) * len(head), *rows]
    return "\n".join(f"| {' | '.join(each)} |" for each in lines) + "\n"


if __name__ == "__main__":
    print(rules_table())
    print(owned_table())

"""Every rule: what keeps it, what breaks it, and its boundaries; the tables are `rule_cases/`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from aeolus_config.errors import dotted, one_line
from aeolus_config.rules import RULES, TOPICS
from support.environments import environment

TABLES = Path(__file__).parent / "rule_cases"
CASES: dict[str, dict[str, list[Any]]] = {
    rule: entry
    for table in sorted(TABLES.glob("*.yaml"))
    for rule, entry in yaml.safe_load(table.read_text()).items()
}


def cases(kind: str) -> list[Any]:
    """Return rule, base, changes and paths of all cases that keep, or break, their rule."""
    return [
        pytest.param(rule, base, changes, paths, id=f"{rule} {number}")
        for rule, entry in CASES.items()
        for number, (base, changes, *paths) in enumerate(entry[kind])
    ]


def told(rule: str, base: str, changes: dict[str, Any]) -> list[str]:
    """Return the keys at which a base with changes breaks a rule."""
    changes = dict(changes)
    found = environment(base, changes, name=changes.pop("name", "staging"))
    findings = list(RULES[rule].check(found))
    for each in findings:
        assert each.message, each
        assert each.cure, each
        assert one_line(each.message + each.cure) == each.message + each.cure, each
    return [dotted(each.path) for each in findings]


@pytest.mark.parametrize(("rule", "base", "changes", "paths"), cases("keeps"))
def test_keeps(rule: str, base: str, changes: dict[str, Any], paths: list[str]) -> None:
    assert told(rule, base, changes) == paths == []


@pytest.mark.parametrize(("rule", "base", "changes", "paths"), cases("breaks"))
def test_breaks(rule: str, base: str, changes: dict[str, Any], paths: list[str]) -> None:
    assert set(told(rule, base, changes)) == set(paths)


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_is_kept_and_broken(rule: str) -> None:
    assert all(CASES[rule][kind] for kind in ("keeps", "breaks"))


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.name)
def test_every_rule_says_what_it_promises_and_why(rule: Any) -> None:
    assert rule.promise.endswith(".")
    assert rule.source
    assert rule.topic in {topic.__name__.rpartition(".")[2] for topic in TOPICS}

"""Rules of alarms on other alarms."""

from __future__ import annotations

import pytest

from aeolus_sandbox.errors import SandboxError
from aeolus_sandbox.services.alarms.rules import holds

STATES = {"fire": "ALARM", "water": "OK", "wind": "INSUFFICIENT_DATA"}


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ('ALARM("fire")', True),
        ("ALARM(fire)", True),
        ('ALARM("water")', False),
        ('OK("unknown")', False),
        ('ALARM("fire") AND OK("water")', True),
        ('ALARM("fire") AND NOT OK("water")', False),
        ('NOT (ALARM("fire") AND ALARM("water"))', True),
        ("TRUE OR TRUE AND FALSE", True),
        ("(TRUE OR TRUE) AND FALSE", False),
        ("FALSE OR INSUFFICIENT_DATA( wind )", True),
    ],
)
def test_a_rule_holds(rule: str, expected: bool) -> None:
    assert holds(rule, STATES) is expected


@pytest.mark.parametrize("rule", ["", "ALARM(", "TRUE FALSE", "(TRUE", "TRUE AND", "BURNS(fire)"])
def test_what_is_no_rule_is_refused(rule: str) -> None:
    with pytest.raises(SandboxError, match="alarm rule"):
        holds(rule, STATES)

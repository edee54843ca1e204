"""Formulas of DB parameters."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aeolus_sandbox.errors import SandboxError
from aeolus_sandbox.services.rds.formulas import evaluate

GIB = 2**30
SMALL = {"DBInstanceClassMemory": GIB, "DBInstanceVCPU": 2, "AllocatedStorage": 20 * GIB}


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("{DBInstanceClassMemory/32768}", str(GIB // 32768)),
        ("LEAST({DBInstanceClassMemory/9531392},5000)", "112"),
        ("GREATEST({DBInstanceClassMemory/64371566592},3)", "3"),
        ("GREATEST({log(DBInstanceClassMemory/21474836480)*600},200)", "200"),
        ("GREATEST({DBInstanceVCPU*2},8)", "8"),
        ("SUM({AllocatedStorage/1073741824},5)", "25"),
        ("IF({DBInstanceVCPU}, 7, 9)", "7"),
    ],
)
def test_they_come_to_what_the_user_guide_says(formula: str, value: str) -> None:
    assert evaluate(formula, SMALL) == value


@pytest.mark.parametrize("value", ["", "on", "8192", "%t:%r:%u@%d:[%p]:", "a, b", "GREATEST"])
def test_other_values_stand_for_themselves(value: str) -> None:
    assert evaluate(value, SMALL) == value


@pytest.mark.parametrize(
    "formula",
    [
        "{NoSuchVariable}",
        "{DBInstanceClassMemory/0}",
        "{DBInstanceClassMemory",
        "GREATEST(open('/etc/passwd'), 1)",
        "{log(0)}",
        "{().__class__}",
        "IF({DBInstanceVCPU})",
    ],
)
def test_what_is_none_is_told(formula: str) -> None:
    with pytest.raises(SandboxError, match="is no formula of a DB parameter"):
        evaluate(formula, SMALL)


@given(st.text())
def test_nothing_else_happens_whatever_it_is(text: str) -> None:
    try:
        evaluate("{" + text, SMALL)
    except SandboxError:
        return

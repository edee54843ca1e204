"""Metric math, as alarms use it."""

from __future__ import annotations

import pytest

from aeolus_sandbox.errors import SandboxError
from aeolus_sandbox.services.alarms.expressions import Series, value

METRICS: dict[str, Series] = {"m1": [1.0, None, 3.0], "m2": [10.0, 20.0, None], "zero": [0.0] * 3}


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("m1", [1, None, 3]),
        ("m2 - m1", [9, None, None]),
        ("100 * m1 / m2", [10, None, None]),
        ("-m1 + 2", [1, None, -1]),
        ("m1 / zero", [None, None, None]),
        ("FILL(m1, 0) + FILL(m2, 0)", [11, 20, 3]),
        ("FILL(m2, REPEAT)", [10, 20, 20]),
        ("MAX([m1, m2])", [10, 20, 3]),
        ("SUM(METRICS())", [11, 20, 3]),
        ("avg([m1, m2])", [5.5, 20, 3]),
        ("MIN(m2)", [10, 10, 10]),
        ("m1 > 2", [0, None, 1]),
        ("IF(m1 > 2, m1, 0)", [0, None, 3]),
        ("ABS(m1 - 2)", [1, None, 1]),
        ("half * 2", [1, None, 3]),
    ],
)
def test_an_expression_is_worked_out_for_each_period(expression: str, expected: Series) -> None:
    assert value("e1", {"e1": expression, "half": "m1 / 2"}, METRICS) == expected


@pytest.mark.parametrize(
    "expression", ["m3", "m1 +", "SEARCH('{Shop}', 'Sum')", "m1 % 2", "e1 + 1", "__import__('os')"]
)
def test_what_is_not_understood_is_said(expression: str) -> None:
    with pytest.raises(SandboxError, match="metric math"):
        value("e1", {"e1": expression}, METRICS)

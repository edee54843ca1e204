"""The state of an alarm, by the tables of the CloudWatch User Guide.

"Configuring how CloudWatch alarms treat missing data": X breaches, 0 does not, - is missing.
"""

from __future__ import annotations

import pytest

from aeolus_sandbox.services.alarms.alarm import Datapoint, State, Threshold
from aeolus_sandbox.services.alarms.evaluate import Verdict, evaluate

_VALUES = {"X": 9.0, "0": 1.0, "-": None}
_KEPT = State.OK
_STATES = {"ALARM": State.ALARM, "OK": State.OK, "NONE": State.INSUFFICIENT_DATA, "kept": _KEPT}


def verdict(points: str, needed: int, treatment: str = "missing") -> Verdict:
    threshold = Threshold("GreaterThanThreshold", 5.0, 3, needed, treatment)
    looked_at = [Datapoint(60.0 * n, _VALUES[one]) for n, one in enumerate(points)]
    return evaluate(threshold, looked_at, _KEPT)


@pytest.mark.parametrize(
    ("needed", "points", "missing", "ignore", "breaching", "not_breaching"),
    [
        (3, "0-X-X", "OK", "OK", "OK", "OK"),
        (3, "----0", "OK", "OK", "OK", "OK"),
        (3, "-----", "NONE", "kept", "ALARM", "OK"),
        (3, "0XX-X", "ALARM", "ALARM", "ALARM", "ALARM"),
        (3, "--X--", "ALARM", "kept", "ALARM", "OK"),
        (2, "0-X-X", "ALARM", "ALARM", "ALARM", "ALARM"),
        (2, "00X0X", "ALARM", "ALARM", "ALARM", "ALARM"),
        (2, "0-X--", "OK", "OK", "ALARM", "OK"),
        (2, "----0", "OK", "OK", "ALARM", "OK"),
        (2, "---X-", "ALARM", "kept", "ALARM", "OK"),
    ],
)
def test_the_guides_tables(
    needed: int, points: str, missing: str, ignore: str, breaching: str, not_breaching: str
) -> None:
    found = [
        verdict(points, needed, treatment).state
        for treatment in ("missing", "ignore", "breaching", "notBreaching")
    ]
    assert found == [_STATES[each] for each in (missing, ignore, breaching, not_breaching)]


def test_one_value_alone_that_breaches_is_not_enough_for_three() -> None:
    assert verdict("----X", 3).state is State.OK


@pytest.mark.parametrize(
    ("comparison", "breaching"),
    [
        ("GreaterThanThreshold", [False, False, True]),
        ("GreaterThanOrEqualToThreshold", [False, True, True]),
        ("LessThanThreshold", [True, False, False]),
        ("LessThanOrEqualToThreshold", [True, True, False]),
    ],
)
def test_the_threshold_itself_breaches_only_where_it_says_equal(
    comparison: str, breaching: list[bool]
) -> None:
    threshold = Threshold(comparison, 5.0)
    assert [threshold.breached(value) for value in (4.0, 5.0, 6.0)] == breaching
    assert not threshold.breached(None)


def test_it_says_why() -> None:
    assert verdict("000X0", 1).reason == (
        "Threshold Crossed: 1 out of the last 3 datapoints [9.0 (01/01/70 00:03:00)] was greater "
        "than the threshold (5.0) (minimum 1 datapoint for OK -> ALARM transition)."
    )
    assert verdict("-----", 1).reason == "Insufficient Data: 3 datapoints were unknown."
    assert verdict("-----", 1, "breaching").reason == (
        "Threshold Crossed: no datapoints were received for 3 periods and 3 missing datapoints "
        "were treated as [Breaching]."
    )
    assert verdict("00000", 1).reason.endswith(
        "were not greater than the threshold (5.0) "
        "(minimum 3 datapoints for ALARM -> OK transition)."
    )

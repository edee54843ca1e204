"""When a schedule is due."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aeolus_sandbox.errors import SandboxError
from aeolus_sandbox.services.events.schedule import next_time

# A Monday.
NOW = datetime(2026, 11, 23, 12, 0, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("expression", "due"),
    [
        ("rate(1 minute)", "2026-11-23 12:01:30"),
        ("rate(5 minutes)", "2026-11-23 12:05:30"),
        ("rate(2 hours)", "2026-11-23 14:00:30"),
        ("rate(1 day)", "2026-11-24 12:00:30"),
        ("cron(0 10 * * ? *)", "2026-11-24 10:00:00"),
        ("cron(15 12 * * ? *)", "2026-11-23 12:15:00"),
        ("cron(0 18 ? * MON-FRI *)", "2026-11-23 18:00:00"),
        ("cron(0 18 ? * 1 *)", "2026-11-29 18:00:00"),
        ("cron(0 18 ? * 7 *)", "2026-11-28 18:00:00"),
        ("cron(0/10 * ? * 2-6 *)", "2026-11-23 12:10:00"),
        ("cron(0 8 1 * ? *)", "2026-12-01 08:00:00"),
        ("cron(0 8 L * ? *)", "2026-11-30 08:00:00"),
        ("cron(0 8 ? * 6L *)", "2026-11-27 08:00:00"),
        ("cron(0 8 ? * 3#1 *)", "2026-12-01 08:00:00"),
        ("cron(0 0 1 JAN ? 2028)", "2028-01-01 00:00:00"),
    ],
)
def test_it_is_due_as_the_user_guide_says(expression: str, due: str) -> None:
    assert next_time(expression, NOW) == datetime.fromisoformat(f"{due}+00:00")


def test_years_that_are_past_never_come() -> None:
    assert next_time("cron(0 0 1 1 ? 2020)", NOW) is None


@pytest.mark.parametrize(
    ("expression", "told"),
    [
        ("at noon", "is no schedule: take"),
        ("rate(five minutes)", "is no schedule: take"),
        ("cron(* * * * *)", "has 5 fields: 6 are needed"),
        ("cron(0 8 3W * ? *)", "W does not run here"),
        ("cron(61 * * * ? *)", "is no schedule:"),
    ],
)
def test_what_is_none_is_told(expression: str, told: str) -> None:
    with pytest.raises(SandboxError, match=told):
        next_time(expression, NOW)


@given(st.integers(1, 59), st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1)))
def test_it_is_always_due_later(minutes: int, at: datetime) -> None:
    now = at.replace(tzinfo=UTC)
    for expression in (f"rate({minutes} minutes)", f"cron({minutes} * * * ? *)"):
        due = next_time(expression, now)
        assert due is not None
        assert due > now

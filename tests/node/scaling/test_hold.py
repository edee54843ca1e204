"""A hold is written into a tag, and read from one that somebody else may have written."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aeolus_scaling.hold import Hold, hold_of

offsets = st.integers(-14 * 60, 14 * 60).map(lambda each: timezone(timedelta(minutes=each)))
moments = st.datetimes(datetime(2020, 1, 1), timezones=offsets).map(
    lambda each: each.replace(microsecond=0)
)


def test_it_is_written_with_the_offset_of_its_zone() -> None:
    until = datetime(2026, 12, 1, 18, tzinfo=timezone(timedelta(hours=1)))
    assert str(Hold(4, until)) == "4 2026-12-01T18:00:00+01:00"
    assert hold_of("4 2026-12-01T17:00Z") == Hold(4, until.astimezone(UTC))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "4",
        "four 2026-12-01T18:00:00+01:00",
        "4 tomorrow",
        "4 2026-12-01T18:00:00",
        "-1 2026-12-01T18:00:00+01:00",
        "2026-12-01T18:00:00+01:00 4",
    ],
)
def test_any_other_text_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"is no hold|of no zone"):
        hold_of(text)


@given(st.integers(0, 1000), moments)
def test_what_is_written_is_read_and_aws_takes_it(workers: int, until: datetime) -> None:
    text = str(Hold(workers, until))
    assert hold_of(text) == Hold(workers, until)
    assert all(each.isalnum() or each in " _.:/=+-@" for each in text)

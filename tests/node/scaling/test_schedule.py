"""Windows of the week go by the clock on the wall, wherever it is."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aeolus_scaling.schedule import DAYS, SEPARATOR, Window, minimum, parsed, written

BERLIN = ZoneInfo("Europe/Berlin")
OFFICE = Window("mon-fri", "08:00", "18:00", "Europe/Berlin", 2)

times = st.times().map(lambda at: f"{at:%H:%M}")
days = st.sampled_from(DAYS)
windows = st.builds(
    Window,
    days=st.one_of(days, st.tuples(days, days).map("-".join)),
    start=times,
    end=times,
    time_zone=st.sampled_from(["UTC", "Europe/Berlin", "Asia/Kolkata", "America/St_Johns"]),
    min_size=st.integers(1, 1000),
)
moments = st.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1), timezones=st.just(UTC))


def at(text: str, zone: ZoneInfo = BERLIN, fold: int = 0) -> datetime:
    """Return a moment by the clock on the wall; 2026-06-01 is a Monday."""
    return datetime.fromisoformat(text).replace(tzinfo=zone, fold=fold)


@pytest.mark.parametrize(
    ("moment", "workers"),
    [
        ("2026-06-01 07:59:59", 0),
        ("2026-06-01 08:00", 2),
        ("2026-06-01 17:59:59", 2),
        ("2026-06-01 18:00", 0),
        ("2026-06-05 12:00", 2),
        ("2026-06-06 12:00", 0),
        ("2026-06-07 12:00", 0),
    ],
)
def test_working_hours_begin_and_end_to_the_second(moment: str, workers: int) -> None:
    assert minimum([OFFICE], at(moment)) == workers


@pytest.mark.parametrize(
    ("moment", "inside"),
    [
        ("2026-06-05 21:59", False),
        ("2026-06-05 22:00", True),
        ("2026-06-06 05:59", True),
        ("2026-06-06 06:00", False),
        # It begins on Friday alone
        ("2026-06-06 22:00", False),
        ("2026-06-05 03:00", False),
    ],
)
def test_an_end_that_is_not_after_the_start_is_the_next_days(moment: str, inside: bool) -> None:
    assert Window("fri", "22:00", "06:00", "Europe/Berlin", 1).holds(at(moment)) is inside


def test_from_sunday_to_monday_goes_past_the_end_of_the_week() -> None:
    night = Window("sun", "22:00", "06:00", "Europe/Berlin", 1)
    assert night.holds(at("2026-06-01 05:00"))
    assert not night.holds(at("2026-06-02 05:00"))


@pytest.mark.parametrize(
    ("range_", "named"),
    [
        ("sat", {"sat"}),
        ("mon-fri", {"mon", "tue", "wed", "thu", "fri"}),
        ("sat-mon", {"sat", "sun", "mon"}),
        ("mon-sun", set(DAYS)),
        ("wed-wed", {"wed"}),
        ("wed-tue", set(DAYS)),
    ],
)
def test_a_range_of_days_may_go_past_sunday(range_: str, named: set[str]) -> None:
    window = Window(range_, "12:00", "13:00", "Europe/Berlin", 1)
    noons = {day: at(f"2026-06-{number} 12:30") for number, day in enumerate(DAYS, start=15)}
    assert {day for day, noon in noons.items() if window.holds(noon)} == named


def test_of_several_that_overlap_the_largest_counts() -> None:
    peak = Window("mon-sun", "09:00", "10:00", "Europe/Berlin", 5)
    assert minimum([OFFICE, peak, OFFICE], at("2026-06-01 09:30")) == 5
    assert minimum([peak, OFFICE], at("2026-06-01 10:30")) == 2


def test_each_window_has_a_clock_of_its_own() -> None:
    tokyo = Window("mon", "08:00", "18:00", "Asia/Tokyo", 3)
    assert minimum([OFFICE, tokyo], at("2026-06-01 08:30", ZoneInfo("Asia/Tokyo"))) == 3
    assert minimum([OFFICE, tokyo], at("2026-06-01 08:30")) == 3
    assert minimum([OFFICE, tokyo], at("2026-06-01 11:30")) == 2


def test_eight_in_the_morning_is_eight_in_summer_and_in_winter() -> None:
    for day, utc in (("2026-01-05", 7), ("2026-06-01", 6)):
        moment = datetime.fromisoformat(day).replace(hour=utc, tzinfo=UTC)
        assert not OFFICE.holds(moment - timedelta(seconds=1))
        assert OFFICE.holds(moment)


def test_an_hour_that_comes_twice_is_in_a_window_twice_and_one_that_does_not_in_none() -> None:
    night = Window("sun", "02:00", "03:00", "Europe/Berlin", 1)
    autumn = at("2026-10-25 00:00").astimezone(UTC)
    spring = at("2026-03-29 00:00").astimezone(UTC)
    for begin, minutes in ((autumn, 120), (spring, 0)):
        day = (begin + timedelta(minutes=each) for each in range(24 * 60))
        assert sum(map(night.holds, day)) == minutes


def test_a_tag_has_it_as_a_person_would_write_it() -> None:
    saturday = Window("sat", "10:00", "14:00", "America/Argentina/Buenos_Aires", 12)
    text = "mon-fri 08:00-18:00 Europe/Berlin 2 / sat 10:00-14:00 America/Argentina/Buenos_Aires 12"
    assert written([OFFICE, saturday]) == text
    assert parsed(text) == (OFFICE, saturday)


def test_without_windows_there_is_nothing_to_write() -> None:
    assert (written([]), parsed(""), minimum([], at("2026-06-01 09:00"))) == ("", (), 0)


@pytest.mark.parametrize(
    "text",
    [
        "always",
        "mon-fri 08:00-18:00 Europe/Berlin",
        "mon-fri 8:00-18:00 Europe/Berlin 2",
        "mon-fri 08:00-24:00 Europe/Berlin 2",
        "mon-fri 08:00-18:00 Europe/Berlin -2",
        "weekdays 08:00-18:00 Europe/Berlin 2",
        "mon-fri 08:00-18:00 Mars/Olympus 2",
        "mon-fri 08:00-18:00 Europe 2",
        "mon-fri 08:00-18:00 ../../etc/passwd 2",
        f"mon-fri 08:00-18:00 Europe/Berlin 2{SEPARATOR}",
        "mon-fri 08:00-18:00 Europe/Berlin 2\n",
    ],
)
def test_any_other_text_is_refused_with_what_is_wrong(text: str) -> None:
    with pytest.raises(ValueError, match=r"is no (window|time zone)"):
        parsed(text)


@given(st.lists(windows, max_size=5))
def test_what_is_written_is_read_and_aws_takes_it(given: list[Window]) -> None:
    assert parsed(written(given)) == tuple(given)
    assert all(each.isalnum() or each in " _.:/=+-@" for each in written(given))


@given(windows, moments)
def test_a_window_and_the_rest_of_its_days_are_the_whole_week(
    window: Window, moment: datetime
) -> None:
    rest = Window("mon-sun", window.end, window.start, window.time_zone, 1)
    every_day = Window("mon-sun", window.start, window.end, window.time_zone, 1)
    whole = window.start == window.end
    assert every_day.holds(moment) + rest.holds(moment) == (2 if whole else 1)
    assert every_day.holds(moment) >= window.holds(moment)


@given(st.lists(windows, max_size=4), windows, moments)
def test_one_window_more_never_means_fewer_and_the_order_is_nothing(
    some: list[Window], one: Window, moment: datetime
) -> None:
    more = minimum([one, *some], moment)
    assert more == minimum([*some, one], moment)
    assert more in (minimum(some, moment), one.min_size)
    assert more >= minimum(some, moment)


@given(st.lists(windows, max_size=3), moments, st.sampled_from(["UTC", "Asia/Tokyo"]))
def test_how_a_moment_is_written_down_is_nothing(
    some: list[Window], moment: datetime, zone: str
) -> None:
    assert minimum(some, moment.astimezone(ZoneInfo(zone))) == minimum(some, moment)

"""Which windows are open at a second of a trace: by its times, or else as if it began on Monday."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from aeolus_cli.workers.simulation.beginning import WEEK_S, Beginning
from aeolus_cli.workers.simulation.traces import SHIPPED, trace
from aeolus_scaling.schedule import Window

HOUR = 3600.0
OFFICE = Window("mon-fri", "08:00", "18:00", "Europe/Berlin", 2)
TOKYO = Window("mon-fri", "17:00", "19:00", "Asia/Tokyo", 3)


def hours(beginning: Beginning, *windows: Window) -> dict[int, int]:
    """Return the minimum by hours of the trace, where it changes, for a week."""
    floor = beginning.floor(windows)
    found = {hour: floor(hour * HOUR) for hour in range(7 * 24)}
    return {hour: n for hour, n in found.items() if n != found.get(hour - 1, 0)}


def test_without_times_second_0_is_monday_by_each_windows_own_clock() -> None:
    assert hours(Beginning(), OFFICE, TOKYO) == {
        hour + 24 * day: workers for day in range(5) for hour, workers in ((8, 2), (17, 3), (19, 0))
    }


def test_with_times_each_window_goes_by_what_its_clock_shows_then() -> None:
    friday = datetime(2026, 1, 2, 15, tzinfo=ZoneInfo("Europe/Berlin")).timestamp()
    found = hours(Beginning.of(friday, dated=True), OFFICE)
    assert list(found.items())[:4] == [(0, 2), (3, 0), (65, 2), (75, 0)]


@pytest.mark.parametrize("weeks", [-1, 0, 1, 50_000_000])
def test_a_number_is_so_many_seconds_of_the_week_whichever_it_is(weeks: int) -> None:
    nine = Beginning.of(9 * HOUR + weeks * WEEK_S, dated=False)
    assert list(hours(nine, OFFICE).items())[:2] == [(0, 2), (9, 0)]


def written(tmp_path: Path, *moments: str) -> Beginning:
    file = tmp_path / "trace.csv"
    rows = "".join(f"{each},60\n" for each in moments)
    file.write_text(f"queued_at,duration_seconds\n{rows}")
    return trace(str(file), {"default"}, 0).begins


def test_a_file_begins_with_its_first_task(tmp_path: Path) -> None:
    dated = written(tmp_path, "2026-01-02T16:00:00+01:00", "2026-01-02T15:00:00+01:00")
    assert (dated.dated, dated.at.isoformat()) == (True, "2026-01-02T14:00:00+00:00")
    assert hours(written(tmp_path, "36000", "32400"), OFFICE)[9] == 0


@pytest.mark.parametrize("name", SHIPPED)
def test_a_shipped_trace_begins_on_monday(name: str) -> None:
    assert trace(name, {"default"}, 0).begins == Beginning()

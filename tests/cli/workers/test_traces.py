"""Traces are shipped, or come from a file; a file that is none is refused with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from aeolus_cli.errors import UserError
from aeolus_cli.workers.simulation.traces import SHIPPED, Task, trace


@pytest.mark.parametrize("name", SHIPPED)
def test_a_shipped_trace_is_the_same_each_time_and_another_with_another_seed(name: str) -> None:
    first = trace(name, {"default"}, 1)
    assert first.tasks == sorted(first.tasks)
    assert first == trace(name, {"default"}, 1)
    assert first != trace(name, {"default"}, 2)
    assert all(each.seconds > 0 for each in first.tasks)


def test_the_herd_comes_at_once() -> None:
    herd = trace("herd", {"default"}, 0).tasks
    assert len(herd) == 5000
    assert {each.queued_at for each in herd} == {600.0}


def test_the_day_has_a_peak() -> None:
    by_hour = [0] * 24
    for each in trace("daily", {"default"}, 0).tasks:
        by_hour[int(each.queued_at // 3600)] += 1
    assert max(by_hour) == max(by_hour[12:16])
    assert by_hour[2] < max(by_hour) / 20


def written(tmp_path: Path, *lines: str) -> str:
    file = tmp_path / "trace.csv"
    file.write_text("".join(f"{line}\n" for line in lines))
    return str(file)


def test_a_file_has_those_of_the_groups_queues_from_the_first_on(tmp_path: Path) -> None:
    file = written(
        tmp_path,
        "queue,queued_at,duration_seconds",
        "default,2026-01-01T00:01:00+00:00,5",
        "heavy,2026-01-01T00:00:00+00:00,900",
        ",2026-01-01T00:00:30+00:00,2.5",
    )
    assert trace(file, {"default"}, 0).tasks == [Task(0.0, 2.5), Task(30.0, 5.0)]
    assert trace(file, {"heavy"}, 0).tasks == [Task(0.0, 900.0)]


def test_numbers_are_seconds(tmp_path: Path) -> None:
    file = written(tmp_path, "queued_at,duration_seconds", "100,1", "90,2")
    assert trace(file, {"default"}, 0).tasks == [Task(0.0, 2.0), Task(10.0, 1.0)]


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (["a,b", "1,2"], "has no column queued_at and no column duration_seconds"),
        ([], "has no column queued_at and no column duration_seconds"),
        (["queued_at,duration_seconds", "1,2", "noon,2"], "line 3: Invalid isoformat"),
        (["queued_at,duration_seconds", "1,-2"], "line 2: no task takes -2.0 s"),
        (["queued_at,duration_seconds", "1,nan"], "line 2: no task takes nan s"),
        (["queued_at,duration_seconds", "1"], "line 2: float"),
        (["queued_at,duration_seconds", "inf,1"], "line 2: no task is queued at inf"),
        (["queued_at,duration_seconds,queue", "1,2,other"], "has no task of the queues default"),
    ],
)
def test_what_is_no_trace_is_refused(tmp_path: Path, lines: list[str], said: str) -> None:
    with pytest.raises(UserError, match=said):
        trace(written(tmp_path, *lines), {"default"}, 0)


def test_an_unknown_name_is_told_those_that_there_are() -> None:
    with pytest.raises(UserError) as refused:
        trace("dayly", {"default"}, 0)
    assert "'dayly'" in str(refused.value)
    assert refused.value.cure == "name a CSV file, or one of steady, daily, herd, long-tail"


def test_a_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "trace.csv").write_bytes(b"\xff\xfe")
    with pytest.raises(UserError, match="cannot be read"):
        trace(str(tmp_path / "trace.csv"), {"default"}, 0)

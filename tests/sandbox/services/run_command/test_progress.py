"""What becomes of a command, from what becomes of it at its nodes."""

from __future__ import annotations

import pytest

from aeolus_sandbox.services.run_command.progress import Status, errors, exceeded, overall, share

PENDING, RUNNING, DONE = Status.PENDING, Status.IN_PROGRESS, Status.SUCCESS
FAILED, LATE, CANCELLED = Status.FAILED, Status.TIMED_OUT, Status.CANCELLED


@pytest.mark.parametrize(
    ("statuses", "expected"),
    [
        ([], DONE),
        ([PENDING, PENDING], PENDING),
        ([PENDING, DONE], RUNNING),
        ([RUNNING, FAILED], RUNNING),
        ([DONE, DONE], DONE),
        ([DONE, FAILED, LATE], FAILED),
        ([DONE, LATE], LATE),
        ([DONE, CANCELLED], CANCELLED),
    ],
)
def test_overall(statuses: list[Status], expected: Status) -> None:
    assert overall(statuses) is expected


@pytest.mark.parametrize(("limit", "expected"), [("50", 50), ("0", 0), ("10%", 1), ("100%", 5)])
def test_a_share_is_a_number_or_a_part_of_the_targets(limit: str, expected: int) -> None:
    assert share(limit, 5) == expected


def test_too_many_errors_are_more_than_may_be() -> None:
    statuses = [FAILED, LATE, DONE, CANCELLED, PENDING]
    assert errors(statuses) == 2
    assert exceeded(statuses, "0")
    assert exceeded(statuses, "1")
    assert not exceeded(statuses, "2")
    assert not exceeded([DONE, PENDING], "0")

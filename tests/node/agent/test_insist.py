"""Trying until it works."""

from __future__ import annotations

from collections.abc import Iterator

from aeolus_agent.insist import SAY_AGAIN_AFTER, NotYetError, insist


def run(reasons: list[str]) -> tuple[str, list[float], list[str]]:
    """Insist on what fails for these reasons and then works; return pauses and what was said."""
    pauses: list[float] = []
    said: list[str] = []
    left: Iterator[str] = iter(reasons)

    def attempt() -> str:
        for reason in left:
            raise NotYetError(reason)
        return "done"

    return insist(attempt, pause=pauses.append, say=said.append), pauses, said


def test_what_works_at_once_is_not_talked_about() -> None:
    assert run([]) == ("done", [], [])


def test_pauses_grow_to_a_quarter_of_a_minute() -> None:
    assert run(["down"] * 7)[1] == [1, 2, 4, 8, 15, 15, 15]


def test_a_reason_is_said_when_it_is_new() -> None:
    assert run(["down", "down", "refused", "down"])[2] == [
        "down; trying again until it works",
        "refused; trying again until it works",
        "down; trying again until it works",
    ]


def test_and_now_and_then_again() -> None:
    assert len(run(["down"] * 2 * SAY_AGAIN_AFTER)[2]) == 3

"""What is done beside: one thing at a time for each resource."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest

from aeolus_sandbox.supervisor.errands import Errands
from support.machines import until


@dataclass
class Told:
    """Whose errands failed, and why; `again` is set when another look was asked for."""

    failures: list[tuple[str, str]] = field(default_factory=list)
    again: threading.Event = field(default_factory=threading.Event)

    def hear(self, resource: str, error: Exception) -> None:
        """Take note of a failure."""
        self.failures.append((resource, str(error)))


@pytest.fixture
def told() -> Told:
    """Return what is told."""
    return Told()


@pytest.fixture
def errands(told: Told) -> Iterator[Errands]:
    """Return errands of which two are run at once."""
    made = Errands("errand", 2, told.hear, told.again.set)
    yield made
    made.close()


def test_nothing_is_begun_for_who_is_waited_for_but_another_look_is_asked_for(
    errands: Errands, told: Told
) -> None:
    done: list[str] = []
    gate = threading.Event()

    def wait() -> None:
        assert gate.wait(10)
        done.append("first")

    errands.begin("a", wait)
    errands.begin("a", lambda: done.append("never"))
    errands.begin("b", lambda: done.append("other"))
    until(lambda: done == ["other"], "another's is done meanwhile")
    assert not told.again.is_set()
    gate.set()
    assert told.again.wait(10)
    errands.begin("a", lambda: done.append("second"))
    until(lambda: done == ["other", "first", "second"], "the next is done")


def test_a_failure_is_told_and_keeps_nobody_else_waiting(errands: Errands, told: Told) -> None:
    def fail() -> None:
        raise ValueError("no")

    done = threading.Event()
    errands.begin("a", fail)
    until(lambda: told.failures == [("a", "no")], "it is told")
    errands.begin("b", done.set)
    assert done.wait(10)


def test_after_the_end_nothing_is_begun(errands: Errands) -> None:
    done: list[str] = []
    errands.close()
    errands.begin("a", lambda: done.append("never"))
    assert done == []

"""A worker of a group with a warm pool: prepared in the pool, at work in service alone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest

import aeolus_agent
from aeolus_agent.install.roles import POOLED, READY
from aeolus_agent.join import TRIES, Join, waits

REFUSED = "No active Lifecycle Action found"


@dataclass
class Instance:
    """An instance whose metadata say these states, one a look; the last one stays."""

    states: Sequence[str | OSError | None]
    refusals: int = 0
    did: list[str] = field(default_factory=list)
    told: list[str] = field(default_factory=list)

    def look(self) -> str | None:
        state, *later = self.states
        self.states = later or [state]
        self.did.append(f"looks: {state}")
        if isinstance(state, OSError):
            raise state
        return state

    def complete(self) -> str:
        if self.refusals:
            self.refusals -= 1
            self.did.append("is refused")
            return REFUSED
        self.did.append("completes")
        return ""

    def pause(self, seconds: float) -> None:
        assert seconds > 0

    def joins(self) -> list[str]:
        """Return what it did until its worker may take tasks."""
        Join(self.look, self, self.told.append, self.pause).once_in_service()  # type: ignore[arg-type]
        return self.did


def test_launched_past_the_pool_it_joins_at_once_and_lets_the_hook_go() -> None:
    assert Instance(["InService"]).joins() == ["looks: InService", "completes"]


def test_in_the_pool_it_says_once_that_it_is_prepared_and_takes_no_task() -> None:
    instance = Instance(["Warmed:Stopped"] * 3 + ["InService"])
    assert instance.joins() == [
        "looks: Warmed:Stopped",
        "completes",
        "looks: Warmed:Stopped",
        "looks: Warmed:Stopped",
        "looks: InService",
        "completes",
    ]
    assert instance.told == [
        "it is prepared, and waits in the warm pool",
        "its group takes it into service",
    ]


def test_a_hook_that_does_not_hear_it_in_the_pool_is_told_again() -> None:
    """Or the instance would run, and bill, until the hook gives up."""
    instance = Instance(["Warmed:Stopped"] * 4 + ["InService"], refusals=2)
    did = instance.joins()
    assert did[: did.index("completes")].count("is refused") == 2


def test_one_that_is_up_before_its_group_knows_is_let_go_by_a_later_try() -> None:
    instance = Instance(["InService"], refusals=2)
    assert instance.joins() == ["looks: InService", "is refused", "is refused", "completes"]


def test_where_no_hook_holds_it_as_when_it_is_restarted_it_joins_all_the_same() -> None:
    instance = Instance(["InService"], refusals=1000)
    assert instance.joins().count("is refused") == TRIES
    assert instance.told == []


@pytest.mark.parametrize("state", ["Terminated", "Warmed:Terminated"])
def test_one_that_is_to_end_takes_no_task_any_more(state: str) -> None:
    assert waits(state)


@pytest.mark.parametrize("state", [None, "InService", "Standby", "Detached"])
def test_one_of_no_group_or_past_its_pool_need_not_wait(state: str | None) -> None:
    assert not waits(state)


def test_while_the_metadata_service_is_silent_it_does_not_guess() -> None:
    silent = OSError("timed out")
    instance = Instance([silent, silent, "InService"])
    assert instance.joins() == [
        "looks: timed out",
        "looks: timed out",
        "looks: InService",
        "completes",
    ]
    assert instance.told[0] == "the metadata service does not answer: timed out"
    assert len(instance.told) == 2


def test_the_wait_comes_last_so_that_a_worker_in_the_pool_has_all_that_it_needs() -> None:
    units = Path(aeolus_agent.__file__).parent / "units"
    text = "".join((units / name).read_text() for name in (READY, POOLED))
    commands = re.findall(r"^ExecStart=.* (\S+)$", text, re.MULTILINE)
    assert commands == ["await-results", "fetch-dags", "join"]

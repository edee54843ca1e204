"""What the API tells of DB instances' statuses."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from aeolus_sandbox.api import observations
from aeolus_sandbox.api.patches import rds_reboot
from aeolus_sandbox.api.patches.rds_status import INSTANCE
from aeolus_sandbox.services.rds.statuses import Statuses

DB = "db-A"


class Held:
    """What moto holds of an instance."""

    def __init__(self) -> None:
        self.status = "available"
        self.dbi_resource_id = DB


@pytest.fixture
def statuses() -> Iterator[Statuses]:
    """Return statuses; what is told is forgotten afterwards."""
    yield Statuses(lambda *_, **__: None)
    observations.forget()


def told() -> str:
    """Return what the API tells."""
    return observations.status[INSTANCE, DB]


def test_it_is_on_its_way_until_it_is_settled(statuses: Statuses) -> None:
    statuses.note(DB, "creating")
    assert (told(), statuses.unsettled) == ("creating", {DB})
    statuses.settle(DB, "available", Held())
    assert (told(), statuses.unsettled) == ("available", set())


def test_a_reboot_that_is_asked_for_meanwhile_is_not_lost(statuses: Statuses) -> None:
    """A failover was told to be done before it had begun."""
    held: Any = Held()
    rds_reboot.ask(held, failover=True)
    statuses.settle(DB, "available", held)
    assert (told(), statuses.unsettled) == ("rebooting", {DB})


def test_a_stop_that_is_asked_for_meanwhile_is_not_lost(statuses: Statuses) -> None:
    held = Held()

    class Stopping(Statuses):
        """Statuses between whose writing and looking again the instance is told to stop."""

        def _tell(self, resource: str, status: str) -> None:
            super()._tell(resource, status)
            held.status = "stopped"

    Stopping(lambda *_, **__: None).settle(DB, "available", held)
    assert told() == "stopping"


def test_one_that_is_to_be_stopped_and_still_runs_is_stopping(statuses: Statuses) -> None:
    """It was told to be stopped while it still answered."""
    held = Held()
    held.status = "stopped"
    statuses.settle(DB, "available", held)
    assert (told(), statuses.unsettled) == ("stopping", {DB})


def test_it_is_forgotten(statuses: Statuses) -> None:
    statuses.note(DB, "creating")
    statuses.parameters(DB, in_sync=False)
    statuses.forget(DB)
    assert observations.status == {}
    assert not statuses.unsettled


def test_a_change_is_told_once() -> None:
    lines: list[Any] = []
    one = Statuses(lambda *_, **facts: lines.append(facts["status"]))
    one.note(DB, "creating")
    one.note(DB, "creating")
    one.settle(DB, "available", Held())
    observations.forget()
    assert lines == ["creating", "available"]

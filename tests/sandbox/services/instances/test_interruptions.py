"""A Spot instance is told that it is taken back, and is after two minutes, whatever it does."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any, cast

import pytest

from aeolus_sandbox.services.instances.interruptions import Interruptions

BEGAN = datetime(2026, 3, 1, 12, tzinfo=UTC)


class Region:
    """EC2 and EventBridge, as far as they hear of it."""

    def __init__(self) -> None:
        """Two instances run."""
        self.account_id, self.region = "123456789012", "eu-central-1"
        self.now, self.present = BEGAN, {"i-1", "i-2"}
        self.events: list[tuple[str, dict[str, Any]]] = []
        self.ended: list[str] = []
        self.interruptions = Interruptions(cast("Any", self), clock=lambda: self.now)

    def emit(self, _source: str, kind: str, detail: dict[str, Any], _of: list[str]) -> None:
        self.events.append((kind, detail))

    def backend(self, service: str) -> Any:
        assert service == "ec2"
        return SimpleNamespace(terminate_instances=self.ended.extend)

    def wake(self, service: str) -> None: ...

    def say(self, event: str, **facts: object) -> None: ...

    def after(self, seconds: float) -> list[str]:
        """Return what EC2 has ended after so many seconds."""
        self.now = BEGAN + timedelta(seconds=seconds)
        self.interruptions.carry_out(self.present)
        return self.ended


@pytest.fixture
def region() -> Region:
    return Region()


def test_it_is_told_at_once_and_everybody_is(region: Region) -> None:
    region.interruptions.begin("i-1")
    assert region.interruptions.ends("i-1") == BEGAN + timedelta(minutes=2)
    assert region.interruptions.ends("i-2") is None
    detail = {"instance-id": "i-1", "instance-action": "terminate"}
    assert region.events == [("EC2 Spot Instance Interruption Warning", detail)]


def test_it_ends_after_two_minutes_and_not_before(region: Region) -> None:
    region.interruptions.begin("i-1")
    assert region.after(119) == []
    assert region.after(120) == ["i-1"]


def test_who_asks_again_prolongs_nothing(region: Region) -> None:
    region.interruptions.begin("i-1")
    region.after(60)
    region.interruptions.begin("i-1")
    assert region.after(120) == ["i-1"]
    assert len(region.events) == 1


def test_one_that_went_by_itself_is_forgotten(region: Region) -> None:
    region.interruptions.begin("i-1")
    assert region.interruptions
    region.present = {"i-2"}
    assert region.after(120) == []
    assert not region.interruptions

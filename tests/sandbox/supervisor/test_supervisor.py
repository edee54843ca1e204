"""Services are called when something changed for them, and one that fails stops no other."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from aeolus_sandbox.authority import Authority
from aeolus_sandbox.machines.image.images import Images
from aeolus_sandbox.supervisor.node import Node
from aeolus_sandbox.supervisor.supervisor import Supervisor
from aeolus_sandbox.supervisor.world import World
from support.toy_nodes import ToyNode

LIMIT_S = 30


@dataclass
class ToyService:
    """Counts its calls; fails at the first ones."""

    name: str = "toy"
    concerns: frozenset[str] = frozenset({"ec2"})
    period_s: float | None = None
    failures: int = 0
    calls: threading.Semaphore = field(default_factory=lambda: threading.Semaphore(0))
    closed: bool = False

    def reconcile(self) -> None:
        """Note the call."""
        self.calls.release()
        if self.failures:
            self.failures -= 1
            raise ValueError("cannot yet")

    def close(self) -> None:
        """Note it."""
        self.closed = True

    def nodes(self) -> Sequence[Node]:
        """Return one."""
        return [ToyNode(f"node of {self.name}")]


@pytest.fixture
def world(tmp_path: Path) -> World:
    """Return a world of nothing."""
    return World(
        name="toy",
        prefix="toy.",
        directory=tmp_path,
        account_id="210987654321",
        region="eu-central-1",
        url="http://127.0.0.1:1",
        authority=Authority.open(tmp_path / "ca"),
        images=Images(tmp_path),
    )


@pytest.fixture
def two(world: World) -> Iterator[tuple[ToyService, ToyService]]:
    """Return two services that are called: one that fails at first, one of the database."""
    services = (ToyService(failures=2), ToyService("data", frozenset({"rds"})))
    supervisor = Supervisor(world, services, after_failure_s=0.01)
    supervisor.start()
    yield services
    supervisor.close()
    assert all(service.closed for service in services)


def test_each_is_called_once_at_the_beginning(two: tuple[ToyService, ToyService]) -> None:
    _, data = two
    assert data.calls.acquire(timeout=LIMIT_S)
    assert not data.calls.acquire(blocking=False)


def test_one_that_fails_is_called_again_and_the_failure_is_told(
    world: World, two: tuple[ToyService, ToyService]
) -> None:
    failing, _ = two
    for _ in range(3):
        assert failing.calls.acquire(timeout=LIMIT_S)
    lines = [json.loads(line) for line in world.log.path.read_text().splitlines()]
    told = [(line["service"], line["error"]) for line in lines if line["event"] == "failure"]
    assert told == [("toy", "cannot yet")] * 2


def test_a_change_calls_those_whom_it_concerns(
    world: World, two: tuple[ToyService, ToyService]
) -> None:
    _, data = two
    assert data.calls.acquire(timeout=LIMIT_S)
    world.notices.called("rds", "CreateDBInstance")
    assert data.calls.acquire(timeout=LIMIT_S)


def test_one_with_a_period_is_called_again_without_a_change(world: World) -> None:
    regular = ToyService(period_s=0.01)
    supervisor = Supervisor(world, [regular])
    supervisor.start()
    for _ in range(3):
        assert regular.calls.acquire(timeout=LIMIT_S)
    supervisor.close()


def test_the_nodes_are_those_of_all(world: World) -> None:
    supervisor = Supervisor(world, [ToyService("one"), ToyService("two")])
    assert [node.id for node in supervisor.nodes()] == ["node of one", "node of two"]

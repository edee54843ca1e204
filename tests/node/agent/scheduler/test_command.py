"""The command that keeps the lease: it looks, guards, says that it lives, and leaves when told."""

from __future__ import annotations

import asyncio
import os
import signal
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

import pytest

from aeolus_agent import places
from aeolus_agent.scheduler import command
from aeolus_agent.scheduler.announcer import Announcer
from aeolus_agent.scheduler.command import part_of, play, run
from aeolus_agent.scheduler.keeper import Keeper
from aeolus_lease.timings import timings_of
from support.node_descriptions import EACH_SCHEDULES, LEASE, MASTER, WORKER


@dataclass
class Part:
    """Plays nothing; ends the process's part at a look, or fails there."""

    ends_at: int = 3
    fails: bool = False
    looks: int = 0
    did: list[str] = field(default_factory=list)

    async def look(self) -> str:
        self.looks += 1
        if self.fails:
            raise RuntimeError("nobody foresaw this")
        if self.looks == self.ends_at:
            os.kill(os.getpid(), signal.SIGTERM)
        await asyncio.sleep(0)
        return f"look {self.looks}"

    async def guard(self) -> str:
        if "guard" not in self.did:
            self.did.append("guard")
            return "stopped the scheduler"
        return ""

    async def leave(self) -> str:
        self.did.append("leave")
        return "leaves"


def test_it_looks_until_it_is_told_to_end_and_leaves_then(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    part, told, lived = Part(), list[str](), list[str]()
    for name in ("ready", "alive"):
        monkeypatch.setattr(command, name, partial(lived.append, name))
    asyncio.run(play(part, 0.01, told.append))
    assert part.did == ["guard", "leave"]
    assert [each for each in told if each.startswith("look")] == ["look 1", "look 2", "look 3"]
    assert "stopped the scheduler" in told
    assert told[-1] == "leaves"
    assert lived[:2] == ["ready", "alive"]
    assert "ready" not in lived[1:]


def test_it_does_not_wait_for_the_next_look_to_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command, "alive", lambda: None)
    part = Part(ends_at=1)
    asyncio.run(asyncio.wait_for(play(part, 3600.0, lambda _: None), 30))
    assert part.did[-1] == "leave"


def test_what_nobody_foresaw_ends_it() -> None:
    with pytest.raises(ExceptionGroup, match="unhandled errors") as error:
        asyncio.run(play(Part(fails=True), 0.01, lambda _: None))
    assert "nobody foresaw this" in str(error.value.exceptions[0])


def test_a_sentence_is_said_once(monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    monkeypatch.setattr(command, "say", said.append)
    monkeypatch.setattr(command, "status", lambda text: said.append(f"status: {text}"))
    tell = command.teller()
    for sentence in ("stands by", "stands by", "schedules"):
        tell(sentence)
    assert said == ["stands by", "status: stands by", "schedules", "status: schedules"]


def test_the_times_are_those_of_the_environment() -> None:
    timings = timings_of(replace(LEASE, renew_seconds=3.0, stop_seconds=9.0, ttl_seconds=15.0))
    assert (timings.renew, timings.stop, timings.ttl) == (3.0, 9.0, 15.0)


def test_a_master_keeps_the_lease_or_says_only_how_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "instance-id"
    file.write_text("i-1\n")
    monkeypatch.setattr("aeolus_agent.instance.INSTANCE_ID", file)
    authorities = tmp_path / "authorities.pem"
    authorities.touch()
    monkeypatch.setattr("aeolus_agent.aws.MACHINE_AUTHORITIES", authorities)
    kept = part_of(MASTER, LEASE)
    assert isinstance(kept, Keeper)
    assert (kept.node, kept.timings) == ("i-1", timings_of(LEASE))
    assert EACH_SCHEDULES.lease
    assert isinstance(part_of(EACH_SCHEDULES, EACH_SCHEDULES.lease), Announcer)


def test_a_node_without_a_part_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "node.json"
    file.write_text(WORKER.dumps())
    monkeypatch.setattr(places, "NODE", file)
    assert run() == 2

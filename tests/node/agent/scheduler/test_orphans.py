"""Tasks that were queued and never sent: only these are sent anew."""

from __future__ import annotations

import sys
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any, ClassVar, Self

import pytest

from aeolus_agent.insist import NotYetError
from aeolus_agent.scheduler.orphans import LOOK_AGAIN_S, Orphans, unsent
from aeolus_agent.scheduler.redis_broker import RedisBroker, key
from support.toy_database import ToyDatabase


@dataclass
class Broker:
    """Has these messages at each look; the last of them from then on."""

    looks: list[list[str]]
    asked: list[set[str]] = field(default_factory=list)

    def messages(self, queues: Collection[str]) -> Iterator[str]:
        self.asked.append(set(queues))
        return iter(self.looks.pop(0) if len(self.looks) > 1 else self.looks[0])


def orphans(metastore: ToyDatabase, broker: Broker, paused: list[float] | None = None) -> Orphans:
    return Orphans(metastore, broker, (paused if paused is not None else []).append)


def queued(*ids: str) -> ToyDatabase:
    return ToyDatabase({"SELECT task.external": [(each, f"queue of {each}") for each in ids]})


def released(metastore: ToyDatabase) -> list[tuple[object, ...]]:
    """Return what was given up, by statement."""
    asked = zip(metastore.asked, metastore.given, strict=True)
    return [given for statement, given in asked if "SET external_executor_id = NULL" in statement]


def test_one_whose_message_is_nowhere_is_sent_anew() -> None:
    metastore, paused = queued("id-a", "id-b"), list[float]()
    broker = Broker([['{"headers": {"id": "id-b"}}']])
    assert orphans(metastore, broker, paused).release() == 1
    assert released(metastore) == [(["id-a"],)]
    assert broker.asked[0] == {"queue of id-a", "queue of id-b"}
    assert paused == [LOOK_AGAIN_S]


def test_one_that_a_worker_takes_at_this_moment_is_not_lost() -> None:
    metastore = queued("a")
    assert orphans(metastore, Broker([[], ["a"]])).release() == 0
    assert released(metastore) == []


def test_where_nothing_is_queued_nobody_asks_the_broker() -> None:
    broker = Broker([[]])
    assert orphans(queued(), broker).release() == 0
    assert broker.asked == []


def test_schedulers_of_a_host_or_of_all_have_ended() -> None:
    metastore = ToyDatabase()
    one = orphans(metastore, Broker([[]]))
    one.end_jobs("ip-10-0-0-1")
    one.end_jobs("")
    assert metastore.given == [("ip-10-0-0-1", "ip-10-0-0-1"), ("", "")]


def test_an_id_is_found_anywhere_in_a_message() -> None:
    assert unsent(["a1", "b2", "c3"], ["xx a1 yy", '["b2"]']) == {"c3"}


class Client:
    """A Redis with two queues, one of them with a priority, and what a worker has taken."""

    def __init__(self) -> None:
        self.lists = {"heavy": [b"first"], "heavy\x06\x163": [b"second"]}

    def __enter__(self) -> Client:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def lrange(self, name: str, first: int, last: int) -> list[bytes]:
        assert (first, last) == (0, -1)
        return self.lists.get(name, [])

    def hvals(self, name: str) -> list[bytes]:
        assert name == "unacked"
        return [b"taken"]


def redis(monkeypatch: pytest.MonkeyPatch, from_url: Callable[..., Any]) -> None:
    """Let this be the library, which a node's bundle has."""
    library = SimpleNamespace(
        Redis=SimpleNamespace(from_url=from_url), RedisError=ConnectionRefusedError
    )
    monkeypatch.setitem(sys.modules, "redis", library)


def test_messages_wait_by_priority_or_are_with_a_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    redis(monkeypatch, lambda *_args, **_more: Client())
    assert list(RedisBroker("redis://x").messages(["heavy"])) == ["first", "second", "taken"]
    assert [key("q", priority) for priority in (0, 9)] == ["q", "q\x06\x169"]


class Counted:
    """A broker with a queue of two priorities, two tasks taken, and an answer to an operator."""

    LENGTHS: ClassVar = {b"default": 2, b"default\x06\x169": 1, b"ab-c.reply.celery.pidbox": 7}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def scan_iter(self, *, _type: str) -> list[bytes]:
        assert _type == "list"
        return list(self.LENGTHS)

    def llen(self, name: str) -> int:
        return self.LENGTHS[name.encode()]

    def hlen(self, name: str) -> int:
        assert name == "unacked"
        return 2


def test_messages_are_counted_wherever_they_are_and_answers_to_operators_are_none(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    redis(monkeypatch, lambda *_args, **_more: Counted())
    assert RedisBroker("redis://x").count() == 5


def test_a_broker_that_does_not_answer_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_args: Any, **_more: Any) -> Any:
        raise ConnectionRefusedError("Connection refused")

    redis(monkeypatch, refuse)
    with pytest.raises(NotYetError, match="the broker does not answer: Connection refused"):
        list(RedisBroker("redis://x").messages(["heavy"]))

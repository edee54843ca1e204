"""Messages in a broker of Redis's or Valkey's, where kombu keeps them.

kombu, "Redis Transport": a list a queue and priority, and a hash of what a worker has taken and not
acknowledged; Airflow's workers acknowledge a task when it is over (`task_acks_late`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from aeolus_agent.insist import NotYetError

PRIORITIES = (0, 3, 6, 9)
"""kombu's steps; the first has no suffix."""
SEPARATOR = "\x06\x16"
TAKEN = "unacked"
REPLIES = ".reply.celery.pidbox"
"""Ends the names of lists in which workers answer who looks after them (kombu, `pidbox`)."""
ANSWER_S = 2.0


@dataclass(frozen=True)
class RedisBroker:
    """A broker, by its URL with a password."""

    url: str

    def messages(self, queues: Collection[str]) -> Iterator[str]:
        """Yield what waits in these queues, and what was taken. Raises NotYetError."""
        with self._client() as client:
            for queue in queues:
                for priority in PRIORITIES:
                    yield from _texts(client.lrange(key(queue, priority), 0, -1))
            yield from _texts(client.hvals(TAKEN))

    def count(self) -> int:
        """Return how many messages there are in any queue, or taken. Raises NotYetError."""
        with self._client() as client:
            lists = [each.decode() for each in client.scan_iter(_type="list")]
            queues = [each for each in lists if not each.endswith(REPLIES)]
            return sum(int(client.llen(each)) for each in queues) + int(client.hlen(TAKEN))

    @contextmanager
    def _client(self) -> Iterator[Any]:
        from redis import Redis, RedisError

        try:
            client = Redis.from_url(
                self.url, socket_timeout=ANSWER_S, socket_connect_timeout=ANSWER_S
            )
            with client:
                yield client
        except (RedisError, OSError) as error:
            raise NotYetError(f"the broker does not answer: {error}") from None


def key(queue: str, priority: int) -> str:
    """Return the key of a queue's messages of a priority."""
    return f"{queue}{SEPARATOR}{priority}" if priority else queue


def _texts(found: Any) -> Iterator[str]:
    for each in found:
        yield each.decode(errors="replace")

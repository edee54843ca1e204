"""What a scheduler that ended has left in the queue, made ready for the next one.

A scheduler says in the metastore that a task is queued, with the id that its message will have, and
then sends the message. One that ends in between leaves a task that its successor takes for sent:
the Celery executor adopts it and waits for `[scheduler] task_queued_timeout`, half an hour
(`CeleryExecutor.try_adopt_task_instances` says so itself). So whoever starts a scheduler looks
first: a task whose message the broker does not have loses its id, by which the next scheduler sends
it anew.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import Protocol

from aeolus_agent.database import Database

LOOK_AGAIN_S = 0.5
"""A worker that takes a message keeps it elsewhere a moment later: kombu's `QoS.append`."""

SILENT_S = 15
"""Three heartbeats of a scheduler that did not come; the others take it for dead after 30 s, and
what it queued for sent. One that is slow and not dead loses nothing: its message comes late."""

_ENDED = """
UPDATE job SET state = 'failed', end_date = now()
WHERE job_type = 'SchedulerJob' AND state = 'running' AND (%s = '' OR hostname = %s)
"""
_QUEUED = f"""
SELECT task.external_executor_id, task.queue
FROM task_instance AS task JOIN job ON job.id = task.queued_by_job_id
WHERE task.state = 'queued' AND task.external_executor_id IS NOT NULL
AND (job.state <> 'running' OR job.latest_heartbeat < now() - interval '{SILENT_S} s')
"""
_RELEASE = """
UPDATE task_instance SET external_executor_id = NULL
WHERE state = 'queued' AND external_executor_id = ANY(%s)
"""


class Broker(Protocol):
    """What has been sent and is not done."""

    def messages(self, queues: Collection[str]) -> Iterable[str]:
        """Return the messages that wait in these queues, or that a worker has taken.

        Raises NotYetError when the broker does not answer.
        """


@dataclass(frozen=True)
class Orphans:
    """Tasks of schedulers that have ended; each of its steps may raise NotYetError."""

    metastore: Database
    broker: Broker
    pause: Callable[[float], None]

    def end_jobs(self, hostname: str) -> None:
        """Note that schedulers of a host have ended, of all hosts where it is empty.

        Airflow notes that itself after 30 s; until then it adopts nothing of theirs.
        """
        self.metastore.query(_ENDED, hostname, hostname)

    def release(self) -> int:
        """Let tasks be sent anew that never were; return how many."""
        lost = self._without_message()
        if lost:
            self.pause(LOOK_AGAIN_S)
            lost &= self._without_message()
        if lost:
            self.metastore.query(_RELEASE, sorted(lost))
        return len(lost)

    def _without_message(self) -> set[str]:
        queued = {str(name): str(queue) for name, queue in self.metastore.query(_QUEUED)}
        if not queued:
            return set()
        return unsent(queued, self.broker.messages(set(queued.values())))


def unsent(ids: Iterable[str], messages: Iterable[str]) -> set[str]:
    """Return those ids of which there is no message; a message holds its id."""
    known = "\n".join(messages)
    return {each for each in ids if each not in known}

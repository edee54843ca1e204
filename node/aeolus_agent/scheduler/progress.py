"""Whether the scheduler does what is due: one that beats may do nothing (apache/airflow #7935)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from aeolus_agent.database import Database
from aeolus_agent.insist import NotYetError
from aeolus_agent.watch.seen import WORKS, Seen

IDLE_S = 30.0
"""Each loop of the scheduler, of about a second, looks at runs that go on, the longest unseen first
(`DagRun.get_running_dag_runs_to_examine`), and writes when it did."""

_LOOKED_AT = """
SELECT extract(epoch FROM now() - max(coalesce(last_scheduling_decision, start_date, queued_at)))
FROM dag_run WHERE state = 'running'
"""


@dataclass(frozen=True)
class Progress:
    """Looks into the metastore, each time by a session of its own."""

    connect: Callable[[], Database]

    def __call__(self) -> Seen:
        """Return whether runs that go on are looked at; nothing is known while none does."""
        try:
            session = self.connect()
            try:
                ((idle_s,),) = session.query(_LOOKED_AT)
            finally:
                session.close()
        except NotYetError as error:
            return Seen(None, str(error))
        return judge(None if idle_s is None else float(idle_s))


def judge(idle_s: float | None) -> Seen:
    """Return what it means that no run has been looked at for so long; None: none goes on."""
    if idle_s is None or idle_s <= IDLE_S:
        return WORKS
    return Seen(False, f"it has looked at no run for {idle_s:.0f} s, and runs go on")

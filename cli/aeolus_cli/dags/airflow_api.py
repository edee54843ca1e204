"""Airflow's REST API, as much of it as running a DAG takes (Airflow 3.3, "Stable REST API")."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import quote

from aeolus_cli.errors import UserError

from .entrance import Answer, AwayError, Entrance

FINISHED = frozenset({"success", "failed"})
"""States that a run stays in."""
ON_THEIR_WAY = ("scheduled", "queued", "running", "restarting", "deferred")
"""States of a task that a scheduler, a broker, a worker or a triggerer has in hand. Those that wait
for their time, `up_for_retry` and `up_for_reschedule`, are in the metastore alone."""
_PAGE = 100
"""`[api] maximum_page_limit`."""
_ALL = "/dags/~/dagRuns/~"
_AWAY = (502, 503, 504)
"""Of a load balancer that has no target which answers (Elastic Load Balancing, "Troubleshoot your
Application Load Balancers")."""


@dataclass(frozen=True)
class Dag:
    """A DAG that Airflow knows, and the version of the DAGs that it was read in."""

    dag_id: str
    is_paused: bool
    version: str | None


@dataclass(frozen=True)
class Run:
    """A run of a DAG, and the version of the DAGs that its tasks have."""

    dag_id: str
    run_id: str
    state: str
    version: str | None


@dataclass(frozen=True)
class Ran:
    """A task that has run: queued when, for how many seconds, and in which queue."""

    queued_at: datetime
    seconds: float
    queue: str


class Airflow:
    """Asks by an entrance, as a user who has logged in."""

    def __init__(self, entrance: Entrance, token: str) -> None:
        """`token` is what `log_in` returned."""
        self._entrance, self._token = entrance, token

    def within(self, seconds: float) -> Airflow:
        """Return the same, for who waits so long for an answer and no longer."""
        return Airflow(self._entrance.within(seconds), self._token)

    @classmethod
    def log_in(cls, entrance: Entrance, *, user: str, password: str, secret: str) -> Airflow:
        """Log in, as the FAB auth manager does it; `secret` is where the password is kept."""
        answer = entrance.ask("POST", "/auth/token", body={"username": user, "password": password})
        if answer.status == 401:
            raise UserError(
                f"{entrance.url} refuses user {user} with the password in {secret}",
                cure=f"if it was changed in Airflow, store the new one in {secret}",
            )
        return cls(entrance, str(_expect(answer, "the login", 201)["access_token"]))

    def dag(self, dag_id: str) -> Dag | None:
        """Return a DAG; None for one that Airflow does not know, not yet or no longer."""
        answer = self._ask("GET", f"/dags/{quote(dag_id, safe='')}")
        if answer.status == 404:
            return None
        found = _expect(answer, f"DAG {dag_id}")
        if found["is_stale"]:
            return None
        return Dag(dag_id, bool(found["is_paused"]), found["bundle_version"])

    def dag_ids(self) -> list[str]:
        """Return the DAGs that Airflow knows, the first hundred."""
        found = _expect(self._ask("GET", "/dags?limit=100"), "the list of DAGs")
        return sorted(each["dag_id"] for each in found["dags"])

    def import_errors(self) -> list[str]:
        """Return why files of DAGs cannot be imported, the last line of each error."""
        found = _expect(self._ask("GET", "/importErrors"), "the list of import errors")
        return [
            f"{each['filename']}: {each['stack_trace'].strip().splitlines()[-1]}"
            for each in found["import_errors"]
        ]

    def unpause(self, dag_id: str) -> None:
        """Let runs of a DAG begin."""
        path = f"/dags/{quote(dag_id, safe='')}?update_mask=is_paused"
        _expect(self._ask("PATCH", path, {"is_paused": False}), f"unpausing {dag_id}")

    def trigger(self, dag_id: str, conf: dict[str, Any]) -> Run:
        """Start a run, now."""
        path = f"/dags/{quote(dag_id, safe='')}/dagRuns"
        return _run(_expect(self._ask("POST", path, {"logical_date": None, "conf": conf}), dag_id))

    def run(self, run: Run) -> Run:
        """Return what became of a run."""
        return _run(_expect(self._ask("GET", _path(run)), run.run_id))

    def tasks(self, run: Run) -> dict[str, int]:
        """Return how many tasks of a run are in each state."""
        found = self._tasks("order_by=id", run)
        return dict(Counter(each["state"] or "waiting" for each in found))

    def first_task(self, since: datetime) -> datetime | None:
        """Return when the first task began that was queued after a moment; None before that."""
        after = quote(since.isoformat(), safe="")
        asked = f"{_ALL}/taskInstances?start_date_gte={after}&order_by=start_date&limit={_PAGE}"
        found = _expect(self._ask("GET", asked), "the list of tasks")["task_instances"]
        starts = (
            datetime.fromisoformat(each["start_date"])
            for each in found
            # Those that wait come with the others.
            if each["start_date"]
            and each["queued_when"]
            and datetime.fromisoformat(each["queued_when"]) >= since
        )
        return min(starts, default=None)

    def running(self) -> list[tuple[str, str]]:
        """Return the tasks that run: host, and `dag.task of run`."""
        return [
            (each["hostname"], f"{each['dag_id']}.{each['task_id']} of {each['dag_run_id']}")
            for each in self._tasks("state=running")
        ]

    def unfinished(self) -> list[str]:
        """Return the tasks that are on their way: `dag.task of run (state)`."""
        states = "&".join(f"state={each}" for each in ON_THEIR_WAY)
        return [
            f"{each['dag_id']}.{each['task_id']} of {each['dag_run_id']} ({each['state']})"
            for each in self._tasks(states)
        ]

    def ran(self, since: datetime) -> Iterator[Ran]:
        """Yield the tasks that began after a moment and have ended, by when they began."""
        after = quote(since.isoformat(), safe="")
        for each in self._tasks(f"start_date_gte={after}&order_by=start_date"):
            if each["queued_when"] and each["duration"] is not None and each["end_date"]:
                queued_at = datetime.fromisoformat(each["queued_when"])
                yield Ran(queued_at, float(each["duration"]), each["queue"])

    def _tasks(self, asked: str, run: Run | None = None) -> Iterator[Any]:
        """Yield all tasks of a kind, of one run or of all, page by page."""
        within = _path(run) if run else _ALL
        path, seen = f"{within}/taskInstances?{asked}&limit={_PAGE}", 0
        while True:
            found = _expect(self._ask("GET", f"{path}&offset={seen}"), "the list of tasks")
            yield from found["task_instances"]
            seen += len(found["task_instances"])
            if not found["task_instances"] or seen >= found["total_entries"]:
                return

    def _ask(self, method: str, path: str, body: Any = None) -> Answer:
        return self._entrance.ask(method, f"/api/v2{path}", body=body, token=self._token)


def _path(run: Run) -> str:
    return f"/dags/{quote(run.dag_id, safe='')}/dagRuns/{quote(run.run_id, safe='')}"


def _run(found: Any) -> Run:
    return Run(found["dag_id"], found["dag_run_id"], found["state"], found.get("bundle_version"))


def _expect(answer: Answer, what: str, status: int = 200) -> Any:
    """Return the body of an answer of that status; raises UserError with what it says else.

    It is an AwayError where a load balancer says that nobody answers it.
    """
    if answer.status in _AWAY:
        raise AwayError(
            f"nobody answers for {what} (status {answer.status})",
            cure="if that stays so, look at the health of the web entrance's targets",
        )
    if answer.status != status:
        first, *more = answer.detail.splitlines() or [""]
        raise UserError(f"Airflow answers {answer.status} for {what}: {first}", details=more)
    return answer.body

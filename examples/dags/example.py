"""The first DAG to run: it splits numbers into parts, adds up each, and checks the sum.

    aeolus dags push prod examples/dags
    aeolus dags run prod example --wait

More parts are more tasks at once; `heavy` has the check done by the workers of queue `heavy`:

    aeolus dags run prod example --conf '{"parts": 20, "heavy": true}' --wait
"""

from __future__ import annotations

import socket
from datetime import timedelta
from itertools import pairwise

from airflow.sdk import Param, dag, get_current_context, task


def check(sums: list[int]) -> int:
    """Return the sum of all parts. Raises ValueError when it is not what it must be."""
    numbers, total = get_current_context()["params"]["numbers"], sum(sums)
    print(f"the numbers below {numbers} come to {total}, says {socket.gethostname()}")
    if total != numbers * (numbers - 1) // 2:
        raise ValueError(f"{total} is not the sum of the numbers below {numbers}")
    return total


@dag(
    dag_id="example",
    schedule=None,
    is_paused_upon_creation=False,
    params={
        "numbers": Param(1000, type="integer", minimum=1, description="Numbers to add up"),
        "parts": Param(4, type="integer", minimum=1, maximum=100, description="Tasks at once"),
        "heavy": Param(False, type="boolean", description="Check on queue heavy"),
    },
    default_args={"retries": 2, "retry_delay": timedelta(seconds=10)},
    tags=["example"],
)
def example() -> None:
    """Add up the numbers below `numbers` in `parts` tasks."""

    @task
    def split() -> list[tuple[int, int]]:
        """Return where each part begins and ends."""
        params = get_current_context()["params"]
        numbers, parts = params["numbers"], params["parts"]
        bounds = [numbers * part // parts for part in range(parts + 1)]
        return list(pairwise(bounds))

    @task
    def add(bounds: tuple[int, int]) -> int:
        """Add up a part."""
        print(f"adding {bounds[0]} to {bounds[1] - 1} on {socket.gethostname()}")
        return sum(range(*bounds))

    @task.branch
    def choose() -> str:
        """Return which check is to run."""
        return "check_heavy" if get_current_context()["params"]["heavy"] else "check"

    chosen, sums = choose(), add.expand(bounds=split())
    for task_id, queue in (("check", "default"), ("check_heavy", "heavy")):
        chosen >> task(check, task_id=task_id, queue=queue)(sums)


example()

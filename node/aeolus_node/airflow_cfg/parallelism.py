"""`[core] parallelism`: how many tasks a scheduler lets run or wait in the broker at a time."""

from __future__ import annotations

from aeolus_config.model import Environment, Topology


def parallelism(environment: Environment) -> int | None:
    """Return what nodes that schedule are told; None where `airflow.config` sets it, for all.

    It is not in the one `airflow.cfg`: a changed `max_size` would replace every worker for a number
    that the scheduler alone reads.
    """
    of_core = environment.airflow.config.get("core", {})
    return None if "parallelism" in map(str.lower, of_core) else _slots(environment)


def _slots(environment: Environment) -> int:
    """Return how many tasks run at a time when every group is at its maximum; one at least.

    What is queued beyond them would only wait in the broker, its time running out.
    """
    if environment.topology is Topology.SINGLE_NODE:
        return environment.single_node.concurrency
    groups = environment.workers.values()
    return max(1, sum(group.max_size * group.concurrency for group in groups))

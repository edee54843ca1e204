"""Warm pools: what AWS refuses, and what would be paid for and never used."""

from __future__ import annotations

from collections.abc import Iterator

from aeolus_config.model import Environment, PoolState, WarmPoolConfig, WorkerGroupConfig

from .registry import Finding, rule

WHY_NOT = {
    PoolState.RUNNING: (
        "bills like workers in service, which would take tasks at once",
        "write Stopped, or raise the group's min_size",
    ),
    PoolState.HIBERNATED: (
        "is refused: EC2 hibernates no Debian, and would write the secrets in its memory to disk",
        "write Stopped",
    ),
}


def _pools(environment: Environment) -> Iterator[tuple[str, WorkerGroupConfig, WarmPoolConfig]]:
    for name, group in environment.workers.items():
        if group.warm_pool is not None:
            yield name, group, group.warm_pool


@rule(
    source="Amazon EC2 Auto Scaling User Guide, Warm pools: limitations; What's New, November 2025"
)
def warm_pools_have_no_spot(environment: Environment) -> Iterator[Finding]:
    """A group with a warm pool has no Spot instances: AWS refuses that."""
    for name, group, _ in _pools(environment):
        if group.spot_percentage:
            yield Finding(
                ("workers", name, "spot_percentage"),
                "cannot be had with a warm pool: EC2 Auto Scaling keeps no Spot instance in one",
                "write 0, or remove warm_pool",
            )


@rule(
    source="Amazon EC2 User Guide, Prerequisites for EC2 instance hibernation; "
    "Amazon EC2 Auto Scaling User Guide, Warm pools: instance state"
)
def warm_pools_are_stopped(environment: Environment) -> Iterator[Finding]:
    """A pool's workers are stopped: AWS hibernates no Debian, and running ones save nothing."""
    for name, _, pool in _pools(environment):
        if pool.pool_state in WHY_NOT:
            message, cure = WHY_NOT[pool.pool_state]
            yield Finding(("workers", name, "warm_pool", "pool_state"), message, cure)


@rule(source="Amazon EC2 Auto Scaling User Guide, Warm pools: warm pool size")
def warm_pools_fit_their_groups(environment: Environment) -> Iterator[Finding]:
    """A warm pool keeps no more workers than its group may ever take into service."""
    for name, group, pool in _pools(environment):
        spare = group.max_size - group.min_size
        if pool.min_size > spare:
            yield Finding(
                ("workers", name, "warm_pool", "min_size"),
                f"is above {max(spare, 0)}, what the group may have beyond its own min_size",
                f"write {spare} or less, or raise max_size" if spare > 0 else "remove warm_pool",
            )
        prepared = pool.max_group_prepared_capacity
        if prepared is not None and not pool.min_size <= prepared <= max(
            group.max_size, pool.min_size
        ):
            yield Finding(
                ("workers", name, "warm_pool", "max_group_prepared_capacity"),
                f"counts workers in service, too: not below warm_pool.min_size, {pool.min_size}, "
                f"nor above max_size, {group.max_size}",
                "leave it out, for a pool of min_size",
            )

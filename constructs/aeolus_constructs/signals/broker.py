"""What to watch of the broker (Amazon ElastiCache User Guide, "Metrics for Valkey and Redis")."""

from __future__ import annotations

from aeolus_constructs.broker import Broker

from .alarm import Alarm
from .metric import Metric, Statistic
from .signals import Signals
from .widget import Widget


def broker_signals(broker: Broker) -> Signals:
    """Return the signals of a broker: of every member, as any of them can be the primary.

    Evictions are shown and ring for nothing: the broker refuses what it has no room for
    (`noeviction`), so that memory is what runs out.
    """
    # Members are numbered from 001 (ElastiCache API, "CreateReplicationGroup").
    group = broker.resource.replication_group_id_input
    count = int(broker.resource.num_cache_clusters_input or 1)
    members = [f"{group}-{number:03}" for number in range(1, count + 1)]

    def metrics(name: str, statistic: Statistic) -> list[Metric]:
        return [
            Metric("AWS/ElastiCache", name, {"CacheClusterId": member}, statistic, member)
            for member in members
        ]

    memory = metrics("DatabaseMemoryUsagePercentage", "Maximum")
    return Signals(
        alarms=(_memory(memory),),
        widgets=(
            Widget("Broker: memory %", memory),
            Widget("Broker: CPU %", metrics("CPUUtilization", "Average")),
            Widget("Broker: evictions", metrics("Evictions", "Sum")),
        ),
    )


def _memory(metrics: list[Metric]) -> Alarm:
    names = ", ".join(f"m{number}" for number in range(1, len(metrics) + 1))
    return Alarm(
        name="broker_memory",
        metrics=metrics,
        expression=f"MAX([{names}])" if len(metrics) > 1 else "",
        comparison="GreaterThanThreshold",
        threshold=80,
        period_seconds=60,
        periods=5,
        no_data="breaching",
        meaning="More than 80 % of the broker's memory is in use, or it has told nothing for five"
        " minutes and does not run. When it is full, no task can be queued.",
        cure="See in Flower whether workers take tasks; take a larger broker.node_type.",
    )

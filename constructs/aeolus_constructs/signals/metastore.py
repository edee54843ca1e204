"""What to watch of the metastore (Amazon RDS User Guide, "CloudWatch instance-level metrics")."""

from __future__ import annotations

from aeolus_config.rules.rds_classes import usable_connections
from aeolus_constructs.metastore import Metastore

from .alarm import Alarm
from .metric import Metric, Statistic
from .signals import Signals
from .widget import Widget

GIB = 2**30


def metastore_signals(metastore: Metastore) -> Signals:
    """Return the signals of the metastore.

    Of a class whose number of connections is not known, they are shown and ring for nothing.
    """
    instance_class = metastore.resource.instance_class_input or ""
    allocated_gib = metastore.resource.allocated_storage_input or 0

    def metric(name: str, statistic: Statistic) -> Metric:
        return Metric(
            "AWS/RDS", name, {"DBInstanceIdentifier": metastore.identifier}, statistic, name
        )

    connections = usable_connections(instance_class)
    return Signals(
        alarms=(
            _storage(metric("FreeStorageSpace", "Minimum"), allocated_gib),
            _cpu(metric("CPUUtilization", "Average")),
            *(
                [_connections(metric("DatabaseConnections", "Maximum"), connections)]
                if connections
                else []
            ),
        ),
        widgets=(
            Widget("Metastore: CPU %", [metric("CPUUtilization", "Average")]),
            Widget("Metastore: connections", [metric("DatabaseConnections", "Maximum")]),
            Widget("Metastore: free storage, bytes", [metric("FreeStorageSpace", "Minimum")]),
        ),
    )


def _storage(metric: Metric, allocated_gib: float) -> Alarm:
    return Alarm(
        name="metastore_storage",
        metrics=[metric],
        comparison="LessThanThreshold",
        threshold=allocated_gib * GIB / 10,
        # RDS starts to grow the storage after five minutes below a tenth, too.
        period_seconds=300,
        periods=3,
        no_data="missing",
        meaning="Less than a tenth of the metastore's storage has been free for 15 minutes and RDS"
        " has not grown it: max_allocated_storage is reached, or it grew in the last six hours."
        " When it is full, the database stops.",
        cure="Raise metastore.max_allocated_storage and deploy; remove old rows with `airflow db"
        " clean`.",
    )


def _cpu(metric: Metric) -> Alarm:
    return Alarm(
        name="metastore_cpu",
        metrics=[metric],
        comparison="GreaterThanThreshold",
        threshold=90,
        # A nightly peak of tasks passes in less.
        period_seconds=300,
        periods=3,
        no_data="breaching",
        meaning="The metastore has been at work to its limit for 15 minutes, so that scheduling"
        " slows down; or it has told nothing and does not run.",
        cure="Look for slow statements in its log group; take a larger metastore.instance_class.",
    )


def _connections(metric: Metric, usable: int) -> Alarm:
    return Alarm(
        name="metastore_connections",
        metrics=[metric],
        comparison="GreaterThanThreshold",
        threshold=usable * 8 // 10,
        period_seconds=60,
        periods=5,
        no_data="missing",
        meaning=f"More than 80 % of the metastore's {usable} connections are in use. When none is"
        " left, schedulers and api-servers fail.",
        cure="See who holds them in pg_stat_activity; lower max_size or concurrency of workers, or"
        " take a larger metastore.instance_class.",
    )

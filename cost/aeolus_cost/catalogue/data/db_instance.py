"""`aws_db_instance`."""

from __future__ import annotations

from collections.abc import Iterable

from aeolus_cost.catalogue.resource_type import ResourceType, View
from aeolus_cost.component import Component, hourly, monthly
from aeolus_cost.figures import Figures
from aeolus_cost.reading.stack import Resource
from aeolus_cost.reading.values import Values
from aeolus_cost.usage.usage import Item

from . import rds_class, rds_engine, rds_storage

BACKUP = Item(
    "backup_gb_beyond_free",
    "GB-month",
    "Backups and snapshots beyond the size of the storage, up to which they are free: those of "
    "an instance that changes slowly stay within it.",
    default=Figures.of(0, 0, 20),
    each=True,
)
CREDITS = Item(
    "surplus_credit_vcpu_hours",
    "vCPU-hour",
    "CPU of T classes above what their credits allow: none for an instance of the right size; at "
    "most about three hours a day.",
    default=Figures.of(0, 0, 100),
    each=True,
)
MAGNETIC_IO = Item(
    "magnetic_io_requests", "1M requests", "Reads and writes of magnetic storage.", each=True
)
MONITORING = Item(
    "enhanced_monitoring_gb",
    "GB",
    "Log that Enhanced Monitoring writes: more the shorter its interval.",
    each=True,
)
FREE_INSIGHTS_DAYS = 7
STATE = "aws_rds_instance_state"


class DbInstance(ResourceType):
    """By the hour of its class, and by the gigabyte (Amazon RDS pricing).

    PostgreSQL, MySQL and MariaDB. A read replica is an instance of its source's engine and size.
    One that an `aws_rds_instance_state` stops bills no hours; the hour or so that RDS runs it after
    seven days is not counted.
    """

    type = rds_engine.INSTANCE
    usage = (BACKUP, CREDITS, MAGNETIC_IO, MONITORING)

    def components(self, resource: Resource, view: View) -> Iterable[Component]:
        """Yield hours, which end while it is stopped, storage, and what its options cost."""
        stopped = _is_stopped(resource, view)
        return (each for each in _running(resource, view) if not (stopped and each.stops))


def _is_stopped(resource: Resource, view: View) -> bool:
    states = view.stack.referring(resource, STATE, "identifier")
    return any(each.values.text("state") == "stopped" for each in states)


def _running(resource: Resource, view: View) -> Iterable[Component]:
    """Yield what it bills while it runs."""
    values = resource.values
    origin = rds_engine.origin(resource, view).values
    engine = rds_engine.filed_under(origin.text("engine"))
    instance_class = values.text("instance_class")
    zones = "multi_az" if values.flag("multi_az") else "single_az"
    yield hourly(
        f"Instance ({instance_class}, {'Multi-AZ' if zones == 'multi_az' else 'single-AZ'})",
        f"rds.{engine}.{zones}.{instance_class}",
        stops=True,
    )
    if rds_class.family(instance_class) in ("t3", "t4g"):
        key = f"rds.{rds_class.family(instance_class)}_cpu_credit"
        yield view.by_usage(resource, CREDITS, label="Surplus CPU credits", price_key=key)
    yield from rds_storage.storage(values, rds_storage.size(values, origin), engine, zones)
    if rds_storage.storage_type(values) == rds_storage.MAGNETIC:
        key = f"rds.{engine}.standard_io"
        yield view.by_usage(resource, MAGNETIC_IO, label="Magnetic I/O", price_key=key)
    key = f"rds.{engine}.backup_beyond_free"
    yield view.by_usage(resource, BACKUP, label="Backups beyond the free size", price_key=key)
    if values.number("monitoring_interval"):
        key = "cloudwatch.logs.ingest"
        yield view.by_usage(resource, MONITORING, label="Enhanced Monitoring", price_key=key)
    yield from _options(values)
    yield from _by_vcpu(values, origin, instance_class)


def _options(values: Values) -> Iterable[Component]:
    if values.flag("publicly_accessible"):
        yield hourly("Public IPv4 address", "public_ipv4.in_use", stops=True)
    if values.flag("manage_master_user_password"):
        yield monthly("Secret of the master user", "secretsmanager.secret", 1, "secret-month")
    if values.flag("dedicated_log_volume"):
        yield hourly("Dedicated log volume", "rds.dedicated_log_volume")


def _by_vcpu(values: Values, origin: Values, instance_class: str) -> Iterable[Component]:
    """Yield what bills by vCPU: last, as the count of an unknown class ends the rest."""
    year = rds_engine.extended_support(origin)
    if year:
        version = f"{origin.text('engine')} {origin.text('engine_version')}"
        # The standby of a Multi-AZ instance pays too ("Amazon RDS Extended Support charges").
        count = rds_class.vcpus(instance_class) * (2 if values.flag("multi_az") else 1)
        key = f"rds.extended_support.{year}"
        yield rds_class.vcpu_hours(f"Extended Support of {version}", key, count, stops=True)
    if values.text("database_insights_mode") == "advanced":
        # It includes Performance Insights of any retention.
        count = rds_class.vcpus(instance_class)
        key = "rds.database_insights_advanced"
        yield rds_class.vcpu_hours("Database Insights, advanced", key, count, stops=True)
    elif values.number("performance_insights_retention_period") > FREE_INSIGHTS_DAYS:
        count = rds_class.vcpus(instance_class)
        key = f"rds.performance_insights.{rds_class.family(instance_class)}"
        yield monthly("Performance Insights beyond 7 days", key, count, "vCPU-month")

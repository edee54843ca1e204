"""`aws_db_instance`: hours by class, storage by type, and what options add."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pytest

from aeolus_cost.estimate import Estimate, Line
from aeolus_cost.figures import Figures, cents
from aeolus_cost.usage.usage import Usage
from support.pricing import (
    assert_golden_testdata,
    components,
    money,
    monthly,
    priced,
    priced_testdata,
)

TYPE = "aws_db_instance"
MYSQL = {"engine": "mysql", "instance_class": "db.m5.large", "allocated_storage": 20}


def estimate(arguments: Mapping[str, Any], usage: Usage | None = None) -> Estimate:
    return priced({TYPE: {"a": {**MYSQL, **arguments}}}, usage)


def lines(arguments: Mapping[str, Any], usage: Usage | None = None) -> dict[str, Line]:
    return components(estimate(arguments, usage), f"{TYPE}.a")


def of(label: str) -> Figures:
    return monthly(priced_testdata(TYPE), f"{TYPE}.{label}")


def at_rest(label: str) -> Decimal:
    return of(label).floor


def test_golden() -> None:
    assert_golden_testdata(TYPE)


def test_the_metastore_of_prod() -> None:
    # 5SY529FVXY3EARD8: 0.065 × 730 h = 47.45; J7S7KD4WFDNQWKNX: 0.23 × 20 GB = 4.60; ceiling:
    # 0.23 × 100 GB = 23.00, rds.t4g_cpu_credit: 0.075 × 100 = 7.50,
    # 6W8ECRFVDATCER7J: 0.095 × 20 GB = 1.90
    assert of("prod_metastore") == money("52.05", "52.05", "79.85")


def test_mysql_and_its_replica_of_the_same_engine_and_size() -> None:
    # rds.mysql.single_az.db.t3.large: 0.136 × 730 h = 99.28; rds.mysql.single_az.gp2_storage: 0.115
    # × 30 GB = 3.45; at the ceiling rds.t3_cpu_credit: 0.075 × 100 = 7.50;
    # rds.mysql.backup_beyond_free: 0.095 × 20 GB = 1.90
    assert of("mysql") == of("replica") == money("102.73", "102.73", "112.13")


def test_mariadb_in_two_zones() -> None:
    # rds.mariadb.multi_az.db.t3.large: 0.272 × 730 h = 198.56;
    # rds.mariadb.multi_az.gp2_storage: 0.23 × 20 GB = 4.60; at the ceiling 7.50;
    # rds.mariadb.backup_beyond_free: 0.095 × 20 GB = 1.90
    assert of("mariadb") == money("203.16", "203.16", "212.56")


def test_gp3_bills_operations_above_what_its_size_includes() -> None:
    # rds.mysql.multi_az.db.t4g.small: 0.065 × 730 h = 47.45; rds.mysql.multi_az.gp3_storage: 0.23 ×
    # 400 GB = 92.00; rds.gp3_iops_above_baseline.multi_az: 0.04 × (14000 - 12000) IOPS = 80.00
    assert at_rest("gp3_provisioned") == Decimal("219.45")


def test_a_small_gp3_volume_includes_fewer_operations() -> None:
    got = lines({"storage_type": "gp3", "iops": 4000})
    # rds.gp3_iops_above_baseline.single_az: 0.02 × (4000 - 3000) IOPS = 20.00
    assert got["gp3 IOPS above 3,000"].monthly.each(cents) == money("20.00", "20.00", "20.00")


@pytest.mark.parametrize(("gigabytes", "iops"), [(399, 3000), (400, 12000)])
def test_gp3_within_its_baseline_bills_storage_alone(gigabytes: int, iops: int) -> None:
    got = lines({"storage_type": "gp3", "iops": iops, "allocated_storage": gigabytes})
    assert set(got) == {
        "Instance (db.m5.large, single-AZ)",
        "Storage (gp3)",
        "Backups beyond the free size",
    }


def test_gp3_throughput_without_a_price_is_reported() -> None:
    got = estimate({"storage_type": "gp3", "storage_throughput": 200})
    assert [(each.what, each.reason) for each in got.unpriced] == [
        (
            "gp3 MiB/s above 125",
            "no price of rds.gp3_throughput_above_baseline.single_az in us-east-1's price file",
        )
    ]


def test_io1_is_the_default_with_iops() -> None:
    # 0.136 × 730 h = 99.28; rds.mysql.single_az.io1_storage: 0.125 × 100 GB = 12.50;
    # rds.mysql.single_az.io1_iops: 0.10 × 1200 IOPS = 120.00
    assert at_rest("io1") == Decimal("231.78")


def test_io1_without_iops_is_reported() -> None:
    got = estimate({"storage_type": "io1"})
    assert [each.reason for each in got.unpriced] == ["storage_type is io1, and iops is not given"]


def test_magnetic_storage_bills_requests() -> None:
    usage = Usage(totals={TYPE: {"magnetic_io_requests": Figures.same(30)}})
    got = lines({"storage_type": "standard", "allocated_storage": 40}, usage)
    # rds.mysql.single_az.standard_storage: 0.10 × 40 GB = 4.00; rds.mysql.standard_io: 0.10 × 30
    # million = 3.00
    assert got["Storage (magnetic)"].monthly.expected == Decimal("4.00")
    assert got["Magnetic I/O"].monthly.expected == Decimal("3.00")


def test_an_old_version_pays_by_vcpu_on_both_zones() -> None:
    got = components(priced_testdata(TYPE), f"{TYPE}.old_and_watched")
    # rds.postgresql.multi_az.db.m6g.large: 0.318 × 730 h = 232.14;
    # rds.postgresql.multi_az.gp2_storage: 0.23 × 20 GB = 4.60; 292.00
    assert at_rest("old_and_watched") == Decimal("528.74")
    # rds.extended_support.year1: 0.10 × 2 zones × 2 vCPUs × 730 h = 292.00
    support = got["Extended Support of postgres 12.22"]
    assert support.monthly.each(cents) == money("292.00", "292.00", "292.00")


def test_the_third_year_of_extended_support_costs_twice() -> None:
    got = lines({"engine_version": "5.7.44"})["Extended Support of mysql 5.7.44"]
    # rds.extended_support.year3: 0.20 × 2 vCPUs × 730 h = 292.00
    assert got.monthly.each(cents) == money("292.00", "292.00", "292.00")


def test_a_replica_pays_for_the_old_version_of_its_source() -> None:
    source = {**MYSQL, "identifier": "source", "engine_version": "5.7"}
    replica = {
        "replicate_source_db": f"${{{TYPE}.source.identifier}}",
        "instance_class": "db.m5.large",
    }
    got = priced({TYPE: {"source": source, "replica": replica}})
    assert "Extended Support of mysql 5.7" in components(got, f"{TYPE}.replica")


def test_options_that_cost() -> None:
    # rds.mysql.single_az.db.m5.large: 0.171 × 730 h = 124.83; 0.115 × 20 GB = 2.30;
    # 4GQUNXTFWVSGPUZK: 0.005 × 730 h = 3.65; BJ3PQ9BYGU6P632F: 0.40;
    # rds.performance_insights.m5: 3.815 × 2 vCPUs = 7.63
    assert at_rest("public") == Decimal("138.81")


def test_performance_insights_of_a_week_is_free() -> None:
    assert set(lines({"performance_insights_enabled": True})) == set(lines({}))
    week = {"performance_insights_enabled": True, "performance_insights_retention_period": 7}
    assert set(lines(week)) == set(lines({}))


def test_options_without_a_price_are_reported_by_name() -> None:
    got = estimate({"dedicated_log_volume": True, "database_insights_mode": "advanced"})
    assert [each.what for each in got.unpriced] == [
        "Dedicated log volume",
        "Database Insights, advanced",
    ]


def test_a_class_whose_vcpus_nobody_knows_still_bills_its_storage() -> None:
    got = estimate({"instance_class": "db.m3.medium", "engine_version": "5.7"})
    assert "Storage (gp2)" in components(got, f"{TYPE}.a")
    assert [(each.what, each.reason) for each in got.unpriced] == [
        (
            "Instance (db.m3.medium, single-AZ)",
            "no price of rds.mysql.single_az.db.m3.medium in us-east-1's price file",
        ),
        ("", "how many vCPUs db.m3.medium has is not known"),
    ]


def test_enhanced_monitoring_by_usage() -> None:
    usage = Usage(totals={TYPE: {"enhanced_monitoring_gb": Figures.same(2)}})
    got = lines({"monitoring_interval": 15}, usage)["Enhanced Monitoring"]
    # 96K55R2PV3ZZZ3AM: 0.50 × 2 GB = 1.00
    assert got.monthly.each(cents) == money("1.00", "1.00", "1.00")


def test_only_hours_end_while_it_is_stopped() -> None:
    got = components(priced_testdata(TYPE), f"{TYPE}.prod_metastore")
    assert {name for name, line in got.items() if line.component.stops} == {
        "Instance (db.t4g.small, Multi-AZ)"
    }


def test_growth_that_is_smaller_than_what_is_allocated_does_not_shrink_it() -> None:
    got = lines({"allocated_storage": 50, "max_allocated_storage": 0})["Storage (gp2)"]
    assert got.component.quantity == Figures.same(50)


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        ({"engine": "aurora-postgresql"}, "engine aurora-postgresql: no rule for Aurora"),
        (
            {"engine": "sqlserver-ex"},
            "engine sqlserver-ex: no rule for it, only for postgres, mysql, mariadb",
        ),
        (
            {"engine": "custom-oracle-ee"},
            "engine custom-oracle-ee: no rule for it, only for postgres, mysql, mariadb",
        ),
        ({"engine": None}, "its engine is not in this configuration: it comes from a backup"),
        (
            {"replicate_source_db": "arn:aws:rds:eu-west-1:123456789012:db:far"},
            "the instance it replicates is not in this configuration",
        ),
        (
            {"replicate_source_db": f"${{{TYPE}.a.identifier}}"},
            "the instance it replicates is not in this configuration",
        ),
        ({"multi_az": "${var.nowhere}"}, "multi_az is ${var.nowhere}, known only after apply"),
        ({"allocated_storage": None}, "its allocated_storage is not in this configuration"),
    ],
)
def test_what_cannot_be_priced_says_why(arguments: Mapping[str, Any], reason: str) -> None:
    assert [each.reason for each in estimate(arguments).unpriced] == [reason]


def test_clusters_are_reported_not_passed_over() -> None:
    got = priced({"aws_rds_cluster": {"a": {}}, "aws_rds_cluster_instance": {"b": {}}})
    assert {each.reason for each in got.unpriced} == {"no rule for this resource type"}
    assert len(got.unpriced) == len(("a", "b"))


@pytest.mark.parametrize(("state", "hours"), [("stopped", False), ("available", True)])
def test_one_that_is_stopped_bills_its_storage_alone(state: str, hours: bool) -> None:
    # rds.mysql.single_az.gp2_storage: 0.115 × 20 GB = 2.30
    keeper = {"a": {"identifier": f"${{{TYPE}.a.identifier}}", "state": state}}
    result = priced({TYPE: {"a": MYSQL}, "aws_rds_instance_state": keeper})
    assert ("Instance (db.m5.large, single-AZ)" in components(result, f"{TYPE}.a")) is hours
    assert hours or monthly(result, f"{TYPE}.a").floor == Decimal("2.30")


def test_it_is_not_stopped_by_what_stops_another() -> None:
    keeper = {"b": {"identifier": f"${{{TYPE}.b.identifier}}", "state": "stopped"}}
    both = {"a": MYSQL, "b": MYSQL}
    result = priced({TYPE: both, "aws_rds_instance_state": keeper})
    assert monthly(result, f"{TYPE}.a").floor > monthly(result, f"{TYPE}.b").floor

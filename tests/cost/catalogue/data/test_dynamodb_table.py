"""`aws_dynamodb_table`: on demand or by capacity."""

from __future__ import annotations

from decimal import Decimal

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

TYPE = "aws_dynamodb_table"


def of(label: str, usage: Usage | None = None) -> Figures:
    return monthly(priced_testdata(TYPE, usage), f"{TYPE}.{label}")


def test_golden() -> None:
    assert_golden_testdata(TYPE)


def test_on_demand_by_request() -> None:
    said = {
        "read_request_units": 8,
        "write_request_units": 3,
        "storage_gb": 230,
        "point_in_time_recovery_gb": 230,
    }
    usage = Usage(totals={TYPE: {name: Figures.same(value) for name, value in said.items()}})
    # dynamodb.ondemand.read: 0.125 × 8 million = 1.00; dynamodb.ondemand.write: 0.625 × 3 million =
    # 1.875; dynamodb.storage: 0.25 × 230 GB = 57.50; dynamodb.pitr: 0.20 × 230 GB = 46.00
    assert of("on_demand", usage) == money("106.38", "106.38", "106.38")


def test_a_lease_that_is_renewed_every_five_seconds_costs_cents() -> None:
    lease = {
        "write_request_units": Figures.same(Decimal("0.5256")),
        "read_request_units": Figures.same(Decimal("0.5256")),
        "storage_gb": Figures.same(0),
    }
    table = {"lease": {"billing_mode": "PAY_PER_REQUEST"}}
    # 730 h × 3,600 s / 5 s = 0.5256 million; dynamodb.ondemand.write: 0.625 × 0.5256 = 0.3285;
    # dynamodb.ondemand.read: 0.125 × 0.5256 = 0.0657
    assert priced({TYPE: table}, Usage(totals={TYPE: lease})).total.each(cents) == money(
        "0.39", "0.39", "0.39"
    )


def test_capacity_is_the_default_and_indexes_have_their_own() -> None:
    # dynamodb.provisioned.read: 0.00013 × (30 + 10) × 730 h = 3.796; dynamodb.provisioned.write:
    # 0.00065 × (20 + 5) × 730 h = 11.8625; dynamodb.storage: 0.25 × 0 / 1 / 25 GB
    assert of("provisioned_by_default") == money("15.66", "15.91", "21.91")


def test_scaled_reads_from_the_least_to_the_most() -> None:
    # reads 0.00013 × 5 / 10 / 100 × 730 h = 0.4745 / 0.949 / 9.49; writes 0.00065 × 10 × 730 h
    # = 4.745; storage 0 / 0.25 / 6.25
    assert of("autoscaled") == money("5.22", "5.94", "20.49")


def test_scaling_of_another_table_is_not_taken_for_this_ones() -> None:
    table = {"name": "t", "read_capacity": 1, "write_capacity": 1}
    target = {
        "resource_id": "table/${aws_dynamodb_table.other.name}",
        "scalable_dimension": "dynamodb:table:ReadCapacityUnits",
        "min_capacity": 50,
        "max_capacity": 60,
    }
    got = priced(
        {TYPE: {"this": table, "other": table}, "aws_appautoscaling_target": {"of_other": target}}
    )
    hours = {
        label: components(got, f"{TYPE}.{label}")["Read capacity"].component.quantity
        for label in ("this", "other")
    }
    assert hours == {"this": Figures.same(730), "other": Figures.of(36500, 36500, 43800)}


def test_replicas_are_reported_and_the_table_itself_is_priced() -> None:
    got = priced_testdata(TYPE)
    reasons = {each.address: each.reason for each in got.unpriced}
    assert reasons[f"{TYPE}.replicated"] == ("its replicas in us-west-2: no rule for global tables")
    assert set(components(got, f"{TYPE}.replicated")) == {"Reads", "Writes", "Storage"}


def test_the_infrequent_access_class_is_refused_by_name() -> None:
    reasons = {each.address: each.reason for each in priced_testdata(TYPE).unpriced}
    assert reasons[f"{TYPE}.infrequent"] == "table_class STANDARD_INFREQUENT_ACCESS has no rule"


def test_recovery_that_is_off_bills_nothing() -> None:
    table = {"billing_mode": "PAY_PER_REQUEST", "point_in_time_recovery": [{"enabled": "false"}]}
    assert set(components(priced({TYPE: {"a": table}}), f"{TYPE}.a")) == {
        "Reads",
        "Writes",
        "Storage",
    }

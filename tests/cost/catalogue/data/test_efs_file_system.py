"""`aws_efs_file_system`: storage classes and throughput."""

from __future__ import annotations

from aeolus_cost.figures import Figures
from aeolus_cost.usage.usage import Usage
from support.pricing import (
    assert_golden_testdata,
    components,
    money,
    monthly,
    priced_testdata,
)

TYPE = "aws_efs_file_system"
USAGE = Usage(
    totals={
        TYPE: {
            "storage_gb": Figures.same(230),
            "infrequent_access_gb": Figures.same(100),
            "infrequent_access_moved_gb": Figures.same(150),
        }
    }
)


def of(label: str) -> Figures:
    return monthly(priced_testdata(TYPE, USAGE), f"{TYPE}.{label}")


def test_golden() -> None:
    assert_golden_testdata(TYPE)


def test_standard_storage_alone_without_lifecycle_rules() -> None:
    # efs.standard: 0.30 × 230 GB = 69.00
    assert of("regional") == money("69.00", "69.00", "69.00")


def test_one_zone_and_infrequent_access() -> None:
    # efs.one_zone: 0.16 × 230 GB = 36.80; efs.one_zone_ia: 0.0133 × 100 GB = 1.33;
    # efs.ia_access: 0.01 × 150 GB = 1.50
    assert of("one_zone") == money("39.63", "39.63", "39.63")


def test_provisioned_throughput_as_it_is_written() -> None:
    # 0.30 × 230 GB = 69.00; efs.standard_ia: 0.025 × 100 GB = 2.50; 0.01 × 150 GB = 1.50;
    # efs.provisioned_throughput: 6.00 × 88.5 MiB/s = 531.00
    assert of("provisioned") == money("604.00", "604.00", "604.00")


def test_what_elastic_throughput_bills_differently_is_reported_never_priced_alike() -> None:
    got = priced_testdata(TYPE, USAGE)
    reported = {each.what for each in got.unpriced if each.address == f"{TYPE}.elastic"}
    assert reported == {"Infrequent access", "Archive", "Elastic reads", "Elastic writes"}
    assert set(components(got, f"{TYPE}.elastic")) == {
        "Storage (standard)",
        "Moves to and from infrequent access",
    }

"""`aws_ebs_volume`: storage, and what is provisioned beyond what its type includes."""

from __future__ import annotations

import pytest

from aeolus_cost.estimate import Estimate
from support.pricing import assert_golden_testdata, components, money, monthly, priced_testdata

TYPE = "aws_ebs_volume"


@pytest.fixture(scope="module")
def volumes() -> Estimate:
    """The volumes of the golden file."""
    return priced_testdata(TYPE)


def test_golden() -> None:
    assert_golden_testdata(TYPE)


@pytest.mark.parametrize(
    ("label", "amounts"),
    [
        # the default, ebs.gp2.storage: 0.10 × 20 GB
        ("default", ("2.00", "2.00", "2.00")),
        # ebs.gp3.storage: 0.08 × 100 GB = 8.00; ebs.gp3.iops_above_3000: 0.005 × 1,000 = 5.00;
        # ebs.gp3.throughput_above_125: 0.04 × 125 MiB/s = 5.00
        ("gp3", ("18.00", "18.00", "18.00")),
        # 0.08 × 100 GB; 3,000 IOPS and 125 MiB/s are included
        ("gp3_baseline", ("8.00", "8.00", "8.00")),
        # ebs.io1.storage: 0.125 × 10 GB = 1.25; ebs.io1.iops: 0.065 × 200 = 13.00
        ("io1", ("14.25", "14.25", "14.25")),
        # ebs.io2.storage: 0.125 × 30 GB = 3.75; ebs.io2.iops: 0.065 × 300 = 19.50
        ("io2", ("23.25", "23.25", "23.25")),
        # ebs.st1.storage: 0.045 × 500 GB
        ("st1", ("22.50", "22.50", "22.50")),
        # ebs.sc1.storage: 0.015 × 500 GB
        ("sc1", ("7.50", "7.50", "7.50")),
        # ebs.standard.storage: 0.05 × 20 GB; ebs.standard.io: 0.05 × 0, 1 and 10 million
        ("magnetic", ("1.00", "1.05", "1.50")),
        # 0.08 × 20 GB, as large as the volume of its snapshot
        ("of_snapshot", ("1.60", "1.60", "1.60")),
    ],
)
def test_each_type(volumes: Estimate, label: str, amounts: tuple[str, str, str]) -> None:
    assert monthly(volumes, f"{TYPE}.{label}") == money(*amounts)


@pytest.mark.parametrize(
    ("label", "reason"),
    [
        (
            "of_foreign_snapshot",
            "its size is that of its snapshot, not in this configuration",
        ),
        ("without_iops", "a volume's type is io1, and its iops are not given"),
        ("unknown", "size is ${var.size}, known only after apply"),
    ],
)
def test_what_cannot_be_priced_is_reported(volumes: Estimate, label: str, reason: str) -> None:
    reasons = {each.address: each.reason for each in volumes.unpriced}
    assert reasons[f"{TYPE}.{label}"] == reason


def test_iops_that_are_not_given_leave_the_storage(volumes: Estimate) -> None:
    assert set(components(volumes, f"{TYPE}.without_iops")) == {"Volume (io1)"}


def test_a_volume_bills_on_while_an_environment_is_stopped(volumes: Estimate) -> None:
    assert not any(line.component.stops for _, line in volumes.lines)

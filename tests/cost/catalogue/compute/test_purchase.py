"""How many instances of a group are Spot, and what Spot counts for."""

from __future__ import annotations

import pytest

from aeolus_cost.catalogue.compute.purchase import split
from aeolus_cost.figures import Figures
from aeolus_cost.reading.values import Values


@pytest.mark.parametrize(
    ("base", "percentage", "spot"),
    [
        # The table of the EC2 Auto Scaling User Guide, "Mixed instances group", for groups of
        # 10, 20 and 30 instances.
        (10, 50, (0, 5, 10)),
        (0, 0, (10, 20, 30)),
        (0, 60, (4, 8, 12)),
        (0, 100, (0, 0, 0)),
        (12, 0, (0, 8, 18)),
        # "If the result creates a fractional number, it rounds up to the next integer in favor of
        # On-Demand Instances": 3.3, 6.6 and 9.9 become 4, 7 and 10
        (0, 33, (6, 13, 20)),
    ],
)
def test_the_examples_of_aws(base: int, percentage: int, spot: tuple[int, int, int]) -> None:
    distribution = Values(
        {
            "on_demand_base_capacity": base,
            "on_demand_percentage_above_base_capacity": percentage,
        }
    )
    assert split(Figures.of(10, 20, 30), distribution) == Figures.of(*spot)


def test_without_a_distribution_all_is_on_demand() -> None:
    assert split(Figures.of(1, 2, 3), Values({})) == Figures.same(0)


def test_an_average_is_not_rounded() -> None:
    half = Values({"on_demand_percentage_above_base_capacity": 50})
    assert split(Figures.of(0, "1.5", 3), half) == Figures.of(0, "0.75", 1)

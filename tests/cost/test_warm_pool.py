"""What a group's warm pool costs, in the preview of an environment as it is synthesized."""

from __future__ import annotations

from typing import Any

import pytest

from aeolus_config.model import WarmPoolConfig
from aeolus_cost.estimate import Estimate, Line, estimate
from aeolus_cost.prices.book import load_prices
from aeolus_cost.reading.synthesized import read_configuration
from aeolus_cost.usage.usage import Usage
from support.pricing import components, money
from support.shipped import render_environment, shipped


def preview(pool: WarmPoolConfig | None) -> Estimate:
    """Return what prod costs with a pool beside its group `default`."""
    prod = shipped("prod")
    default = prod.workers["default"].model_copy(update={"warm_pool": pool})
    rendered: Any = render_environment(prod, workers={**prod.workers, "default": default})
    stack = read_configuration("prod", rendered)
    return estimate(stack, Usage(), load_prices(stack.region))


@pytest.fixture(scope="module")
def without() -> Estimate:
    return preview(None)


def lines(found: Estimate) -> dict[str, Line]:
    """Return the lines of the group `default`, by their names."""
    [address] = [
        each.resource.address
        for each in found.resources
        if each.resource.address.startswith("aws_autoscaling_group.airflow_workers_default_group")
    ]
    return components(found, address)


def test_a_pool_bills_the_volumes_of_its_stopped_workers_and_nothing_else(
    without: Estimate,
) -> None:
    with_pool = preview(WarmPoolConfig(min_size=2))
    added = lines(with_pool).keys() - lines(without).keys()
    assert added == {"Warm pool: root volume (gp3)"}
    # Two of 16 GiB at $0.08, however many work.
    monthly = lines(with_pool)["Warm pool: root volume (gp3)"].monthly
    assert monthly == money("2.56", "2.56", "2.56")
    assert with_pool.total - without.total == monthly

"""What a mixed-instances group buys next."""

from __future__ import annotations

from typing import Any

import pytest

from aeolus_sandbox.services.auto_scaling.templates import Purchase, purchase


def policy(base: int, percentage: int | None, *types: str) -> dict[str, Any]:
    share = {} if percentage is None else {"OnDemandPercentageAboveBaseCapacity": percentage}
    return {
        "InstancesDistribution": {"OnDemandBaseCapacity": base, **share},
        "LaunchTemplate": {"Overrides": [{"InstanceType": each} for each in types]},
    }


def bought(of: dict[str, Any], wanted: int) -> list[Purchase]:
    """Return what a group of `wanted` buys from nothing."""
    made: list[Purchase] = []
    for _ in range(wanted):
        present = [(each.instance_type or "", each.spot) for each in made]
        made.append(purchase(of, present, wanted))
    return made


def test_a_plain_group_takes_its_template_as_it_is() -> None:
    assert purchase(None, [("t3.small", False)], 3) == Purchase(None)


@pytest.mark.parametrize(
    ("base", "percentage", "on_demand"),
    [(0, 100, 4), (0, None, 4), (0, 0, 0), (1, 0, 1), (0, 50, 2), (1, 50, 3), (9, 0, 4)],
)
def test_the_share_of_spot_is_rounded_down(
    base: int, percentage: int | None, on_demand: int
) -> None:
    made = bought(policy(base, percentage, "t3.small"), 4)
    assert sum(not each.spot for each in made) == on_demand


def test_on_demand_is_of_the_first_type_and_spot_of_all() -> None:
    made = bought(policy(2, 0, "t3.small", "t3a.small"), 4)
    assert [each.instance_type for each in made if not each.spot] == ["t3.small"] * 2
    assert {each.instance_type for each in made if each.spot} == {"t3.small", "t3a.small"}


def test_what_is_lost_is_bought_as_what_it_was() -> None:
    of = policy(0, 50, "t3.small")
    assert purchase(of, [("t3.small", False)], 2).spot
    assert not purchase(of, [("t3.small", True)], 2).spot


def test_without_types_of_its_own_the_template_has_one() -> None:
    assert purchase(policy(0, 0), [], 1) == Purchase(None, spot=True)

"""The sizes of a group over the month, as its scheduled actions change them."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aeolus_cost.catalogue.compute.schedule import Sizes, averages
from aeolus_cost.catalogue.resource_type import NotPricedError
from aeolus_cost.figures import Figures
from aeolus_cost.reading.synthesized import read_configuration

NAME = "${aws_autoscaling_group.g.name}"
UP_TO_TEN = Sizes(Decimal(0), None, Decimal(10))


def sizes(
    *actions: Mapping[str, Any],
    group: Sizes = UP_TO_TEN,
    name: str = NAME,
) -> Figures | None:
    """Return minimum, desired and maximum, on average, of a group with these actions."""
    scheduled = {
        f"a{place}": {"autoscaling_group_name": name, **action}
        for place, action in enumerate(actions)
    }
    groups = {"g": {"name": "g"}, "other": {"name": "other"}}
    resources = {"aws_autoscaling_group": groups, "aws_autoscaling_schedule": scheduled}
    stack = read_configuration("test", {"resource": resources})
    return averages(stack.of_type("aws_autoscaling_group")[0], group, stack)


def at(recurrence: str, desired: int = -1, zone: str = "UTC", **others: int) -> dict[str, Any]:
    return {
        "recurrence": recurrence,
        "time_zone": zone,
        "desired_capacity": desired,
        "min_size": others.get("least", -1),
        "max_size": others.get("most", -1),
    }


def desired(*actions: Mapping[str, Any]) -> Decimal:
    found = sizes(*actions)
    assert found is not None
    return found.expected


def test_without_a_schedule_there_is_none() -> None:
    assert sizes() is None


def test_an_action_of_one_time_is_no_schedule() -> None:
    once = {"start_time": "2026-12-01T00:00:00Z", "desired_capacity": 4, "max_size": 4}
    assert sizes(once) is None


def test_an_action_that_is_never_due_in_four_weeks_is_no_schedule() -> None:
    assert sizes(at("0 0 24 12 *", 4)) is None


def test_the_schedule_of_another_group_is_not_its_own() -> None:
    assert sizes(at("0 8 * * *", 4), name="${aws_autoscaling_group.other.name}") is None


def test_a_group_may_be_named_rather_than_referred_to() -> None:
    assert sizes(at("0 8 * * *", 4), name="g") == Figures.of(0, 4, 10)


def test_half_of_every_day() -> None:
    assert desired(at("0 8 * * *", 4), at("0 20 * * *", 0)) == 2


def test_working_hours() -> None:
    # 12 of 24 hours, on 5 of 7 days
    assert desired(at("0 8 * * 1-5", 7), at("0 20 * * 1-5", 0)) == Decimal("2.5")


def test_what_the_last_action_leaves_counts_before_the_first() -> None:
    # From Friday noon to Monday noon, three days of seven
    assert desired(at("0 12 * * 5", 7), at("0 12 * * 1", 0)) == 3


@pytest.mark.parametrize("zone", ["UTC", "America/New_York", "Asia/Kolkata", "Pacific/Auckland"])
def test_a_time_zone_moves_the_hours_but_not_how_many(zone: str) -> None:
    assert desired(at("0 8 * * *", 2, zone), at("0 20 * * *", 0, zone)) == 1


def test_actions_of_two_time_zones() -> None:
    # 09:00 in New York is 13:00 UTC in summer: on for 4 of 24 hours
    assert desired(at("0 9 * * *", 6, "UTC"), at("0 9 * * *", 0, "America/New_York")) == 1


def test_a_minimum_that_rises_by_day_is_what_the_group_has_then() -> None:
    found = sizes(at("0 8 * * *", least=4), at("0 20 * * *", least=0))
    assert found == Figures.of(2, 2, 10)


def test_a_group_shut_at_night_has_less_at_the_ceiling_too() -> None:
    # AWS sets the sizes: none at night, and from 2 to 4 by day
    shut, opened = at("0 20 * * *", 0, least=0, most=0), at("0 8 * * *", 2, least=2, most=4)
    assert sizes(shut, opened, group=Sizes(Decimal(2), None, Decimal(4))) == Figures.of(1, 1, 2)


def test_what_an_action_leaves_unsaid_stays_as_the_group_says() -> None:
    group = Sizes(Decimal(1), Decimal(3), Decimal(10))
    assert sizes(at("0 8 * * *", most=10), group=group) == Figures.of(1, 3, 10)


def test_what_an_action_does_not_give_is_none_as_its_provider_sets_it() -> None:
    found = sizes({"recurrence": "0 0 * * *"}, group=Sizes(Decimal(1), Decimal(2), Decimal(4)))
    assert found == Figures.same(0)


@pytest.mark.parametrize(
    ("action", "said"),
    [
        ({"desired_capacity": 4}, "min_size 0, desired_capacity 4, max_size 0"),
        ({"min_size": 2, "max_size": 4}, "min_size 2, desired_capacity 0, max_size 4"),
        (
            {"min_size": 5, "max_size": 4, "desired_capacity": -1},
            "min_size 5, desired_capacity -1, max_size 4",
        ),
    ],
)
def test_sizes_that_ec2_auto_scaling_refuses_are_told(action: dict[str, int], said: str) -> None:
    with pytest.raises(NotPricedError, match=f"sets {said}: 0 where not given, -1 to leave it"):
        sizes({"recurrence": "0 0 * * *", **action})


@pytest.mark.parametrize(
    "action",
    [
        at("every morning", 4),
        at("0 8 * *", 4),
        at("0 8 * * *", 4, "Mars/Olympus"),
        at("61 8 * * *", 4),
        at("0 0 30 2 *", 4),
        at("0 8 * * *", 4, "../../etc/passwd"),
    ],
)
def test_a_schedule_that_is_none_is_told_by_its_words(action: dict[str, Any]) -> None:
    with pytest.raises(NotPricedError, match=r"recurrence '.*', time zone '.*':"):
        sizes(action)


@given(
    st.lists(
        st.builds(
            at,
            st.sampled_from(["0 0 * * *", "30 6 * * 1-5", "*/45 9-17 * * *", "0 12 * * 0"]),
            st.sampled_from([-1, 4, 5]),
            st.sampled_from(["UTC", "Europe/Berlin"]),
            least=st.integers(-1, 4),
            most=st.integers(5, 12),
        ),
        min_size=1,
        max_size=4,
    )
)
def test_what_is_expected_is_never_outside_minimum_and_maximum(
    actions: list[dict[str, Any]],
) -> None:
    found = sizes(*actions)
    assert found is not None
    assert found.floor <= found.expected <= found.ceiling

"""The sizes of a group over the month, as windows in its tag raise its minimum."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aeolus_cost.catalogue.compute.schedule import Sizes, averages
from aeolus_cost.catalogue.resource_type import NotPricedError
from aeolus_cost.figures import Figures
from aeolus_cost.reading.synthesized import read_configuration
from support.pricing import components, priced

UP_TO_TEN = Sizes(Decimal(0), None, Decimal(10))
OFFICE = "mon-fri 08:00-20:00 Europe/Berlin 7"


def tag(text: Any, key: str = "aeolus:schedule") -> dict[str, Any]:
    return {"key": key, "value": text, "propagate_at_launch": False}


def sizes(
    text: str, group: Sizes = UP_TO_TEN, actions: dict[str, Any] | None = None
) -> Figures | None:
    """Return minimum, desired and maximum, on average, of a group with such a tag."""
    resources: dict[str, Any] = {
        "aws_autoscaling_group": {
            "g": {"name": "g", "tag": [tag("default", "aeolus:queues"), tag(text)]}
        },
        "aws_autoscaling_schedule": actions or {},
    }
    stack = read_configuration("test", {"resource": resources})
    return averages(stack.of_type("aws_autoscaling_group")[0], group, stack)


def test_working_hours_are_a_minimum_of_floor_and_of_what_is_expected() -> None:
    # 12 of 24 hours, on 5 of 7 days
    assert sizes(OFFICE) == Figures(Decimal("2.5"), Decimal("2.5"), Decimal(10))


def test_a_group_keeps_its_own_minimum_outside() -> None:
    group = Sizes(Decimal(1), None, Decimal(10))
    # 60 hours of 7 and 108 of one, of 168
    least = Decimal(528) / 168
    assert sizes(OFFICE, group) == Figures(least, least, Decimal(10))


@pytest.mark.parametrize("zone", ["UTC", "America/New_York", "Asia/Kolkata", "Pacific/Auckland"])
@pytest.mark.parametrize("hours", ["08:00-20:00", "20:00-08:00"])
def test_a_time_zone_and_midnight_move_the_hours_but_not_how_many(zone: str, hours: str) -> None:
    found = sizes(f"mon-sun {hours} {zone} 2")
    assert found is not None
    assert found.floor == 1


def test_where_windows_overlap_the_largest_counts() -> None:
    found = sizes("mon-sun 00:00-12:00 UTC 4 / mon-sun 06:00-18:00 UTC 2")
    # 12 hours of four, 6 of two
    assert found is not None
    assert found.expected == Decimal("2.5")


def test_no_window_wants_more_than_there_may_be() -> None:
    assert sizes("mon-sun 00:00-00:00 UTC 12") == Figures.same(10)


def test_a_window_raises_what_scheduled_actions_set() -> None:
    night = {"recurrence": "0 0 * * *", "min_size": 1, "max_size": 10, "desired_capacity": -1}
    noon = {**night, "recurrence": "0 12 * * *", "min_size": 3}
    actions = {
        "night": {"autoscaling_group_name": "g", **night},
        "noon": {"autoscaling_group_name": "g", **noon},
    }
    found = sizes("mon-sun 06:00-18:00 UTC 2", actions=actions)
    # 6 hours of one, 6 of two, 12 of three
    assert found is not None
    assert found.floor == Decimal("2.25")


@pytest.mark.parametrize("text", ["always", "mon-fri 08:00-20:00 Mars/Olympus 2"])
def test_a_tag_that_cannot_be_read_is_told_by_its_words(text: str) -> None:
    with pytest.raises(NotPricedError, match=f"its tag aeolus:schedule says '{text}': "):
        sizes(text)


def formula(group: dict[str, Any]) -> str:
    template = {"t": {"name": "t", "instance_type": "m7g.large"}}
    group = {"max_size": 4, "launch_template": {"name": "t"}, **group}
    stack = {"aws_autoscaling_group": {"g": group}, "aws_launch_template": template}
    lines = components(priced(stack), "aws_autoscaling_group.g")
    return lines["On demand (m7g.large)"].component.formula


def test_the_formula_says_by_its_schedule() -> None:
    group = {"min_size": 0, "tag": [tag("mon-sun 08:00-20:00 UTC 3")]}
    assert formula(group) == "1.5 / 1.5 / 4 instances × 730 h (by its schedule)"


@pytest.mark.parametrize(
    "tags", ["${local.tags}", [tag("${aws_vpc.v.id}", "vpc")], [tag("x", "${local.key}")]]
)
def test_tags_of_others_that_nobody_knows_yet_are_no_schedule(tags: Any) -> None:
    assert formula({"min_size": 1, "tag": tags}) == "1 / 1 / 4 instances × 730 h (at its minimum)"


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["mon-fri", "sat-mon", "wed"]),
            st.sampled_from(["08:00-18:30", "22:15-06:00", "00:00-00:00"]),
            st.sampled_from(["UTC", "Europe/Berlin", "Asia/Kolkata"]),
            st.integers(0, 12).map(str),
        ).map(" ".join),
        min_size=1,
        max_size=4,
    ),
    st.integers(0, 5),
)
def test_never_outside_minimum_and_maximum_and_one_window_more_is_never_less(
    windows: list[str], least: int
) -> None:
    group = Sizes(Decimal(least), None, Decimal(10))
    found = [sizes(" / ".join(windows[:count]), group) for count in (1, len(windows))]
    first, every = (each for each in found if each is not None)
    assert least <= first.floor <= every.floor == every.expected <= every.ceiling == 10

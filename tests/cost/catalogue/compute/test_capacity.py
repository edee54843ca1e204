"""How many instances a group has, and who says so."""

from __future__ import annotations

import pytest

from aeolus_cost.estimate import Estimate
from aeolus_cost.figures import Figures
from aeolus_cost.usage.usage import Usage
from support.pricing import components, priced

GROUP = "aws_autoscaling_group.g"


def estimate(average: Figures | None = None, **arguments: int) -> Estimate:
    usage = Usage(resources={GROUP: {"average_instances": average}} if average else {})
    group = {**arguments, "launch_template": {"name": "t"}}
    template = {"t": {"name": "t", "instance_type": "m7g.large"}}
    return priced({"aws_autoscaling_group": {"g": group}, "aws_launch_template": template}, usage)


def hours(average: Figures | None = None, **arguments: int) -> tuple[str, str]:
    """Return the formula, and the key in the usage file, of the group's hours."""
    line = components(estimate(average, **arguments), GROUP)["On demand (m7g.large)"]
    return line.component.formula, line.component.usage


USAGE = "aws_autoscaling_group.average_instances"


@pytest.mark.parametrize(
    ("arguments", "formula"),
    [
        ({"min_size": 2, "max_size": 2}, "2 instances × 730 h"),
        ({"min_size": 0, "max_size": 0}, "0 instances × 730 h"),
        ({"min_size": 1, "max_size": 4}, "1 / 1 / 4 instances × 730 h (at its minimum)"),
        (
            {"min_size": 1, "max_size": 4, "desired_capacity": 3},
            "1 / 3 / 4 instances × 730 h (as desired)",
        ),
        # EC2 Auto Scaling refuses it; a preview keeps to what the group can have.
        (
            {"min_size": 1, "max_size": 4, "desired_capacity": 9},
            "1 / 4 / 4 instances × 730 h (as desired)",
        ),
    ],
)
def test_the_configuration_says(arguments: dict[str, int], formula: str) -> None:
    assert hours(None, **arguments) == (formula, "")


def test_usage_counts_before_desired_capacity() -> None:
    got = hours(Figures.same(2), min_size=1, max_size=4, desired_capacity=3)
    assert got == ("1 / 2 / 4 instances × 730 h (by usage)", USAGE)


def test_usage_counts_before_the_schedule() -> None:
    group = {"min_size": 0, "max_size": 4, "launch_template": {"name": "t"}, "name": "g"}
    night = {"autoscaling_group_name": "g", "recurrence": "0 0 * * *", "max_size": 4}
    got = priced(
        {
            "aws_autoscaling_group": {"g": group},
            "aws_autoscaling_schedule": {"night": night},
            "aws_launch_template": {"t": {"name": "t", "instance_type": "m7g.large"}},
        },
        Usage(resources={GROUP: {"average_instances": Figures.same(1)}}),
    )
    line = components(got, GROUP)["On demand (m7g.large)"]
    assert line.component.formula == "0 / 1 / 4 instances × 730 h (by usage)"


def test_usage_may_say_all_three() -> None:
    got = hours(Figures.of(1, 2, 3), min_size=0, max_size=4)
    assert got == ("1 / 2 / 3 instances × 730 h (by usage)", USAGE)


@pytest.mark.parametrize(
    ("average", "said"),
    [
        (Figures.same(3), "3"),
        (Figures.of("0.5", "0.5", "0.5"), "0.5"),
        (Figures.of(1, "1.5", 7), "1 to 1.5 to 7"),
    ],
)
def test_an_average_that_the_group_cannot_have_is_reported_not_bent(
    average: Figures, said: str
) -> None:
    got = estimate(average, min_size=1, max_size=2)
    (unpriced,) = got.unpriced
    assert unpriced.reason == f"average_instances is {said}, but the group has 1 to 2"
    assert got.resources == ()


def test_a_group_that_is_switched_off_has_nobody_whatever_is_said_of_it() -> None:
    got = estimate(Figures.same(1), min_size=0, max_size=0)
    assert got.unpriced == ()
    assert got.total == Figures.same(0)

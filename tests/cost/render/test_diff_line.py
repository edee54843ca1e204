"""What changes of a line is told, and what stays is told once."""

from __future__ import annotations

from typing import Any

from aeolus_cost.diff import diff
from aeolus_cost.render.diff_line import diff_line
from support.pricing import priced

INSTANCE = {
    "instance_type": "t4g.medium",
    "credit_specification": {"cpu_credits": "standard"},
    "root_block_device": {"volume_type": "gp3", "volume_size": 10},
    "associate_public_ip_address": False,
}


def lines(old: dict[str, Any], new: dict[str, Any]) -> list[str]:
    """Return what is told of an instance that changes."""
    before, after = (priced({"aws_instance": {"a": {**INSTANCE, **each}}}) for each in (old, new))
    (stack,) = diff({"prod": before}, {"prod": after})
    return [diff_line(line) for each in stack.resources for line in each.lines]


def test_another_type_has_another_name_and_price_and_the_same_hours() -> None:
    assert lines({}, {"instance_type": "t4g.large"}) == [
        "Instance (t4g.medium) → Instance (t4g.large) · 1 × 730 h · $0.0336/hour → $0.0672/hour"
    ]


def test_another_size_has_another_quantity_at_the_same_price() -> None:
    disk = {"root_block_device": {"volume_type": "gp3", "volume_size": 20}}
    assert lines({}, disk) == ["Root volume (gp3) · 10 GB → 20 GB · $0.08/GB-month"]


def test_what_comes_or_goes_is_told_as_it_is() -> None:
    monitored = {"monitoring": True}
    told = "Detailed monitoring · 7 metric-month · $0.30/metric-month"
    assert lines({}, monitored) == [f"+ {told}"]
    assert lines(monitored, {}) == [f"- {told}"]


def test_spot_and_unsure_prices_are_marked() -> None:
    assert lines({}, {"instance_market_options": {"market_type": "spot"}}) == [
        "+ Spot (t4g.medium) · 1 × 730 h · $0.0134 / 0.0176 / 0.0218/hour Spot ≈",
        "- Instance (t4g.medium) · 1 × 730 h · $0.0336/hour",
    ]

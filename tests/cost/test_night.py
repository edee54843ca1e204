"""What stopping an environment saves: hours of what runs, and nothing of what stays."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from aeolus_cost.figures import Figures, cents
from aeolus_cost.night import stopped_at_night
from support.pricing import money, priced

# A NAT gateway (0.045 × 730 h = 32.85) and its traffic, by default 20 and 100 GB at 0.045,
# 0.90 and 4.50; a key, 1.00, and its requests.
NETWORK: dict[str, Any] = {"aws_nat_gateway": {"a": {}}}
KEY = {"aws_kms_key": {"k": {"enable_key_rotation": False}}}


def test_a_working_week_of_sixty_hours_saves_the_other_hours() -> None:
    night = stopped_at_night(priced(NETWORK))
    # 32.85 × 108 / 168 = 21.117857
    assert night.running_hours == 60
    assert night.saved.each(cents) == money("21.12", "21.12", "21.12")


def test_what_it_bills_by_use_is_not_saved_for_the_same_work_is_done() -> None:
    assert stopped_at_night(priced(NETWORK)).stopped == money("0", "0.90", "4.50")


def test_what_stays_while_stopped_saves_nothing_and_bills_on() -> None:
    estimate = priced(KEY)
    night = stopped_at_night(estimate)
    assert night.saved == Figures.same(0)
    assert night.stopped == estimate.total
    assert night.stopped.floor >= 1


@pytest.mark.parametrize(("hours", "saved"), [(168, "0"), (84, "16.425"), (0, "32.850")])
def test_the_share_goes_by_the_hours_of_the_week(hours: int, saved: str) -> None:
    night = stopped_at_night(priced(NETWORK), Decimal(hours))
    assert night.saved.each(lambda each: each.quantize(Decimal("0.001"))) == money(*[saved] * 3)


def test_an_environment_that_never_ran_costs_its_total_without_what_stops() -> None:
    estimate = priced(NETWORK | KEY)
    night = stopped_at_night(estimate, Decimal(0))
    assert night.stopped + night.saved == estimate.total

"""What stopping an environment saves: hours of what runs, and nothing of what stays."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from aeolus_cost.estimate import estimate
from aeolus_cost.figures import Figures, cents
from aeolus_cost.night import stopped_at_night
from aeolus_cost.prices.book import load_prices
from aeolus_cost.reading.read import read_synthesized
from aeolus_cost.usage.loading import load_usage
from aeolus_cost.usage.usage import Usage
from support.pricing import money, priced
from support.shipped import FOLDER, SHIPPED
from support.synthesized import shipped_stacks, synthesize_here
from support.terraform import ROOT

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
    without_use = stopped_at_night(priced(NETWORK, Usage(at_rest=True)))
    assert stopped_at_night(priced(NETWORK)).saved == without_use.saved


def test_an_environment_that_never_runs_uses_nothing_but_what_is_stored() -> None:
    # A key, 1.00, without its requests; a bucket's 1, 20 and 200 GB at 0.023, without its requests.
    night = stopped_at_night(priced(NETWORK | KEY | {"aws_s3_bucket": {"b": {}}}))
    assert night.stopped.each(cents) == money("1.02", "1.46", "5.60")


def test_what_stays_while_stopped_saves_nothing_and_bills_on() -> None:
    night = stopped_at_night(priced(KEY))
    assert night.saved == Figures.same(0)
    assert night.stopped == money("1.00", "1.00", "1.00")


@pytest.mark.parametrize(("hours", "saved"), [(168, "0"), (84, "16.425"), (0, "32.850")])
def test_the_share_goes_by_the_hours_of_the_week(hours: int, saved: str) -> None:
    night = stopped_at_night(priced(NETWORK), Decimal(hours))
    assert night.saved.each(lambda each: each.quantize(Decimal("0.001"))) == money(*[saved] * 3)


@pytest.mark.parametrize("name", SHIPPED)
def test_what_stopping_is_said_to_leave_is_what_a_hibernated_environment_costs(
    name: str, tmp_path: Path
) -> None:
    text = (FOLDER / f"{name}.yaml").read_text()
    (tmp_path / "files").mkdir()
    (tmp_path / "files" / f"{name}.yaml").write_text(f"{text}hibernated: true\n")
    synthesize_here(ROOT, tmp_path, {"AEOLUS_ENVIRONMENTS": str(tmp_path / "files")})
    estimates = []
    for out, hibernated in ((shipped_stacks(), False), (tmp_path, True)):
        stack = read_synthesized(out)[name]
        usage = load_usage(FOLDER.parent / f"usage/{name}.yaml", stack, at_rest=hibernated)
        estimates.append(estimate(stack, usage, load_prices(stack.region)))
    running, stopped = estimates
    assert stopped.unpriced == ()
    said = stopped_at_night(running).stopped.each(cents)
    # At the ceiling the broker's snapshots, which go with it, differ by some cents.
    found_out = stopped.total.each(cents)
    assert (said.floor, said.expected) == (found_out.floor, found_out.expected)
    row = f"| {name} | {cents(running.total.expected)} | {found_out.expected} |"
    assert row in (ROOT / "docs/hibernation.md").read_text()

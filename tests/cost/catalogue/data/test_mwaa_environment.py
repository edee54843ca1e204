"""`aws_mwaa_environment`: the environment, and what it has beyond what that includes."""

from __future__ import annotations

from aeolus_cost.figures import Figures
from aeolus_cost.usage.usage import Usage
from support.pricing import (
    assert_golden_testdata,
    components,
    money,
    monthly,
    priced,
    priced_testdata,
)

TYPE = "aws_mwaa_environment"


def of(label: str, usage: Usage | None = None) -> Figures:
    return monthly(priced_testdata(TYPE, usage), f"{TYPE}.{label}")


def test_golden() -> None:
    assert_golden_testdata(TYPE)


def test_a_small_one_by_default_with_ten_workers_at_most() -> None:
    # mwaa.environment.small: 0.49 × 730 h = 357.70; mwaa.worker_or_scheduler.small:
    # 9 workers more × 0.055 × 730 h = 361.35; mwaa.meta_db: 0.10 × 1 / 5 / 50 GB
    assert of("default") == money("357.80", "358.20", "724.05")


def test_workers_and_schedulers_beyond_those_included() -> None:
    # mwaa.environment.large: 0.99 × 730 h = 722.70; mwaa.worker_or_scheduler.large: 0.22 × 730 h =
    # 160.60, × 1 / 1 / 4 workers + 2 schedulers = 321.20; 0.10 × 1 / 5 / 50 GB
    assert of("large") == money("1204.60", "1205.00", "1691.30")


def test_a_medium_one_with_ten_workers_at_most() -> None:
    medium = {TYPE: {"a": {"environment_class": "mw1.medium", "max_workers": 10}}}
    # mwaa.environment.medium: 0.74 × 730 h = 540.20; mwaa.worker_or_scheduler.medium: 0.11 × 9 more
    # × 730 h = 722.70; 0.10 × 1 / 5 / 50 GB
    assert monthly(priced(medium), f"{TYPE}.a") == money("540.30", "540.70", "1267.90")


def test_average_workers_of_the_usage_file() -> None:
    usage = Usage(resources={f"{TYPE}.large": {"average_workers": Figures.same(3)}})
    # expected: 722.70 + (3 - 1) × 160.60 + 321.20 + 0.50
    assert of("large", usage) == money("1204.60", "1365.60", "1691.30")


def test_an_average_outside_what_the_environment_allows_is_kept_within_it() -> None:
    many = Usage(resources={f"{TYPE}.large": {"average_workers": Figures.same(99)}})
    none = Usage(resources={f"{TYPE}.large": {"average_workers": Figures.same(0)}})
    name = "Workers beyond the first"
    hours = [
        components(priced_testdata(TYPE, usage), f"{TYPE}.large")[name].component.quantity
        for usage in (many, none)
    ]
    # 4 and 1 beyond the first × 730 h
    assert [each.expected for each in hours] == [2920, 730]


def test_an_environment_cannot_be_stopped() -> None:
    got = components(priced_testdata(TYPE), f"{TYPE}.large")
    assert not any(line.component.stops for line in got.values())


def test_what_has_no_price_is_reported() -> None:
    reported = {(each.address, each.what) for each in priced_testdata(TYPE).unpriced}
    assert reported == {
        (f"{TYPE}.web_servers", "Web servers beyond 2"),
        (f"{TYPE}.micro", "Environment (micro)"),
        (f"{TYPE}.micro", "Workers beyond the first"),
    }

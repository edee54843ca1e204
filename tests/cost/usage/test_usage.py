"""How much a resource uses: what is said of it, else its share of the total, else the default."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from aeolus_cost.figures import Figures
from aeolus_cost.reading.synthesized import read_configuration
from aeolus_cost.usage.usage import Amount, Item, Usage

STACK = read_configuration(
    "test", {"resource": {"aws_eip": {"a": {}, "b": {}, "c": {}, "d": {"idle": True}}}}
)
BY_ADDRESS = {each.address: each for each in STACK.resources}
TOTAL = Item("gb", "GB", "A total.", default=Figures.of(0, 8, 40))
EACH = Item("size", "GB", "A size.", default=Figures.same(5), each=True)
UNSAID = Item("gb", "GB", "Only the file can say.")
BUSY = Item(
    "gb",
    "GB",
    "Of those that are busy.",
    default=Figures.of(0, 9, 30),
    among=lambda resource: not resource.values.flag("idle"),
)


def amount(item: Item, label: str = "a", usage: Usage | None = None) -> Amount | None:
    return (usage or Usage()).amount(STACK, BY_ADDRESS[f"aws_eip.{label}"], item)


def said(
    total: int | None = None, resources: Mapping[str, int] | None = None, item: str = "gb"
) -> Usage:
    return Usage(
        totals={} if total is None else {"aws_eip": {item: Figures.same(total)}},
        resources={
            f"aws_eip.{label}": {item: Figures.same(value)}
            for label, value in (resources or {}).items()
        },
    )


def test_a_total_is_shared_evenly() -> None:
    assert amount(TOTAL, usage=said(100)) == Amount(Figures.same(25), by_default=False)


def test_so_is_a_default_and_it_is_told() -> None:
    assert amount(TOTAL) == Amount(Figures.of(0, 2, 10), by_default=True)


def test_what_is_said_of_a_resource_counts_first_and_is_not_taken_off_the_total() -> None:
    usage = said(90, {"a": 7})
    assert amount(TOTAL, "a", usage) == Amount(Figures.same(7), by_default=False)
    # The other three share all 90.
    assert amount(TOTAL, "b", usage) == Amount(Figures.same(30), by_default=False)


def test_nothing_may_be_said_of_a_resource() -> None:
    assert amount(TOTAL, "a", said(90, {"a": 0})) == Amount(Figures.same(0), by_default=False)


def test_shares_add_up_to_the_total() -> None:
    usage = said(90)
    shares = [amount(TOTAL, label, usage) for label in "abcd"]
    assert Figures.sum(each.quantity for each in shares if each) == Figures.same(90)


@pytest.mark.parametrize(("usage", "size"), [(Usage(), 5), (said(3, item="size"), 3)])
def test_what_is_said_of_each_is_not_shared(usage: Usage, size: int) -> None:
    for label in "abcd":
        found = amount(EACH, label, usage)
        assert found is not None
        assert found.quantity == Figures.same(size)


def test_where_nobody_says_there_is_no_amount() -> None:
    assert amount(UNSAID) is None


def test_zero_in_the_file_is_not_the_default() -> None:
    assert amount(TOTAL, usage=said(0)) == Amount(Figures.same(0), by_default=False)


def test_a_total_goes_to_those_that_can_use_it() -> None:
    assert amount(BUSY, "a") == Amount(Figures.of(0, 3, 10), by_default=True)
    assert amount(BUSY, "d") == Amount(Figures.same(0), by_default=True)


def test_what_is_said_of_another_type_or_item_does_not_count() -> None:
    usage = Usage(
        totals={"aws_lb": {"gb": Figures.same(1)}, "aws_eip": {"other": Figures.same(1)}},
        resources={"aws_eip.b": {"gb": Figures.same(1)}},
    )
    found = amount(TOTAL, "a", usage)
    assert found is not None
    assert found.by_default


def test_nobody_who_rests_uses_anything_but_what_is_stored() -> None:
    stored = Item("kept_gb", "GB-month", "What is kept.", default=Figures.same(3), each=True)
    resting = Usage(at_rest=True)
    assert amount(EACH, usage=resting) == Amount(Figures.same(0), by_default=False)
    assert amount(UNSAID, usage=resting) == Amount(Figures.same(0), by_default=False)
    assert amount(stored, usage=resting) == Amount(Figures.same(3), by_default=True)

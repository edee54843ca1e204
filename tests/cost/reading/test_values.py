"""Arguments of a resource: what is given, what is not, what is not known yet."""

from __future__ import annotations

from decimal import Decimal

import pytest

from aeolus_cost.reading.values import UnknownValueError, Values, WrongValueError


@pytest.mark.parametrize("absent", [{}, {"size": None}])
def test_what_is_not_given_is_the_default(absent: dict[str, None]) -> None:
    values = Values(absent)
    assert values.text("size", "small") == "small"
    assert values.number("size", 8) == 8
    assert values.flag("size", True) is True
    assert values.texts("size") == ()
    assert not values.has("size")


def test_zero_and_false_are_given() -> None:
    values = Values({"size": 0, "on": False})
    assert values.number("size", 8) == 0
    assert values.flag("on", True) is False


@pytest.mark.parametrize("written", [True, "true", "True"])
def test_booleans_may_be_written_as_text(written: object) -> None:
    assert Values({"on": written}).flag("on") is True


def test_numbers_stay_exact() -> None:
    assert Values({"size": Decimal("0.1")}).number("size") == Decimal("0.1")
    assert Values({"size": "0.1"}).number("size") == Decimal("0.1")


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("big", "size is 'big', not a number"),
        (-1, "size is -1, which must be 0 or more"),
        ("-0.5", "size is -0.5, which must be 0 or more"),
        ("NaN", "size is NaN, which must be 0 or more"),
    ],
)
def test_what_is_no_quantity_is_told(written: object, said: str) -> None:
    with pytest.raises(WrongValueError, match=f"^{said}$"):
        Values({"size": written}).number("size")


def test_a_number_below_nothing_is_one_where_it_means_something() -> None:
    assert Values({"size": -1}).number("size", least=-1) == -1


def test_an_expression_is_told_with_its_text() -> None:
    with pytest.raises(UnknownValueError, match=r"size is \$\{var.size\}, known only after apply"):
        Values({"size": "${var.size}"}).number("size")


def test_what_a_plan_does_not_know_yet_is_told() -> None:
    with pytest.raises(UnknownValueError, match="size is known only after apply"):
        Values({}, {"size": True}).number("size")


def test_items_of_a_list_may_be_unknown_for_their_number_counts() -> None:
    assert len(Values({"subnets": ["${aws_subnet.a.id}", "subnet-1"]}).texts("subnets")) == 2


@pytest.mark.parametrize(
    "unknown", [Values({"subnets": "${local.all}"}), Values({}, {"subnets": True})]
)
def test_a_list_that_is_unknown_as_a_whole_is_told(unknown: Values) -> None:
    with pytest.raises(UnknownValueError):
        unknown.texts("subnets")


@pytest.mark.parametrize("written", [{"size": 8}, [{"size": 8}]])
def test_a_single_block_may_be_written_without_a_list(written: object) -> None:
    (block,) = Values({"ebs": written}).blocks("ebs")
    assert block.number("size") == 8


def test_the_first_of_no_blocks_has_no_arguments() -> None:
    assert Values({}).block("ebs").number("size", 8) == 8


def test_what_is_unknown_within_a_block_is_unknown_there_alone() -> None:
    values = Values({"ebs": [{"size": 8}]}, {"ebs": [{"iops": True}]})
    (block,) = values.blocks("ebs")
    assert block.number("size") == 8
    with pytest.raises(UnknownValueError):
        block.number("iops")

"""Nothing that our constructs can produce is without a price or a word that it is free."""

from __future__ import annotations

import inspect
from collections.abc import Iterable

import pytest
from cdktf import TerraformResource

from aeolus_constructs import providers
from aeolus_cost.catalogue import FREE, PRICED
from aeolus_cost.catalogue.free import REASONS
from support.pricing import TESTDATA, priced
from support.shipped import SHIPPED, rendered

RESOURCE_TYPE = "TF_RESOURCE_TYPE"
"""jsii makes it when it is asked for."""
PRODUCED = {
    str(getattr(each, RESOURCE_TYPE))
    for _, each in inspect.getmembers(providers, inspect.isclass)
    if issubclass(each, TerraformResource)
}


def undecided(types: Iterable[str]) -> set[str]:
    """Return the types that are neither priced nor free."""
    return {*types} - {*PRICED, *FREE}


def test_every_type_that_constructs_can_produce_is_priced_or_free() -> None:
    assert {"aws_db_instance", "aws_lb", "aws_subnet"} < PRODUCED
    assert undecided(PRODUCED) == set()


@pytest.mark.parametrize("name", SHIPPED)
def test_every_type_of_a_shipped_environment_comes_of_the_constructs_providers(name: str) -> None:
    types = {each for each in rendered(name)["resource"] if each.startswith("aws_")}
    assert types <= PRODUCED


@pytest.mark.parametrize("name", SHIPPED)
def test_every_type_of_a_shipped_environment_is_priced_or_free(name: str) -> None:
    assert undecided(rendered(name)["resource"]) == set()


def test_a_type_that_is_neither_is_found_and_told() -> None:
    assert undecided(["aws_subnet", "aws_unheard_of"]) == {"aws_unheard_of"}
    (left_out,) = priced({"aws_unheard_of": {"a": {}}}).unpriced
    assert left_out.reason == "no rule for this resource type"


def test_no_type_is_both_priced_and_free() -> None:
    assert not PRICED.keys() & FREE.keys()


def test_no_type_is_free_for_two_reasons() -> None:
    listed = [type_ for types in REASONS.values() for type_ in types.split()]
    assert sorted(listed) == sorted(set(listed))


def test_the_usual_types_that_are_free_are_known() -> None:
    assert len(FREE) >= 150
    assert all(type_.startswith("aws_") for type_ in FREE)


def test_every_priced_type_has_a_golden_file_and_no_other_has() -> None:
    assert {file.stem for file in TESTDATA.glob("*.golden")} == PRICED.keys()


@pytest.mark.parametrize("type_", sorted(PRICED))
def test_a_golden_file_shows_its_type(type_: str) -> None:
    golden = (TESTDATA / f"{type_}.golden").read_text(encoding="utf-8")
    assert f"{type_}." in golden


@pytest.mark.parametrize("type_", sorted(PRICED))
def test_every_item_of_usage_says_what_it_counts_and_rises(type_: str) -> None:
    for item in PRICED[type_].usage:
        assert item.about.endswith((".", ")")), item.name
        if item.default:
            assert item.default.floor <= item.default.expected <= item.default.ceiling

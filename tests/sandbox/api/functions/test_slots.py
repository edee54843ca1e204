"""How many invocations of a function run at once."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from aeolus_sandbox.api.functions.slots import Throttled, slot


def function(most: int | None) -> Any:
    """Return what moto keeps of a function with so many slots."""
    return SimpleNamespace(function_arn=f"arn:{most}", reserved_concurrency=most)


def test_there_are_as_many_as_are_reserved_and_they_are_given_back() -> None:
    one = function(1)
    for _ in range(2):
        with slot(one), pytest.raises(Throttled), slot(one):
            raise AssertionError("it has a second slot")


def test_none_reserved_is_none_at_all() -> None:
    with pytest.raises(Throttled), slot(function(0)):
        raise AssertionError("it has a slot")


def test_without_a_reservation_there_is_always_one() -> None:
    one = function(None)
    with slot(one), slot(one), slot(one):
        pass


def test_one_that_fails_gives_its_slot_back() -> None:
    one = function(1)
    with pytest.raises(ValueError, match="broken"), slot(one):
        raise ValueError("broken")
    with slot(one):
        pass

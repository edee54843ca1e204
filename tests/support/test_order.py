"""In which order tests begin."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from support.order import FIRST, LONG, rank

TESTS = Path(__file__).parents[1]


def test_what_takes_longest_begins_first() -> None:
    expected = [
        ("tests/cluster/alive/test_boot.py::test_a", True),
        ("tests/deploy/test_lifecycle.py::test_a", True),
        ("tests/deploy/test_interrupted.py::test_a", True),
        ("tests/sandbox/alive/test_data.py::test_a", True),
        ("tests/sandbox/machines/test_booted.py::test_a", True),
        ("tests/stacks/test_names.py::test_a", False),
        ("tests/deploy/test_toy.py::test_a", False),
    ]
    found = random.Random(1).sample(expected, len(expected))
    assert sorted(found, key=lambda each: rank(each[0], deploys=each[1])) == expected


@pytest.mark.parametrize("place", [*FIRST, *LONG])
def test_what_is_named_is_there(place: str) -> None:
    assert (TESTS / place).exists()

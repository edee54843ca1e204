"""The protocol holds under faults, a seed replays exactly, and each line of it counts."""

from __future__ import annotations

from dataclasses import replace

import pytest

from simulation import mutations
from simulation.episode import episode
from simulation.many import caught
from simulation.mutations import Mutation

SEEDS = 60


def test_nothing_is_violated_under_faults() -> None:
    outcomes = [episode(seed) for seed in range(SEEDS)]
    assert [each for each in outcomes if each.violation] == []
    assert sum(each.faults for each in outcomes) > 20 * SEEDS
    assert sum(each.moves for each in outcomes) > SEEDS


def test_a_seed_replays_exactly() -> None:
    assert episode(7) == episode(7)
    assert episode(7) != replace(episode(8), seed=7)


@pytest.mark.parametrize("mutation", mutations.ALL, ids=lambda each: each.name)
def test_a_mutation_changes_what_is_there(mutation: Mutation) -> None:
    path = mutation.source()
    assert mutation.applied(path.read_text()) != path.read_text()


@pytest.mark.parametrize(
    "name", ["sessions of before stay open", "the epoch stays", "renewals are not seen"]
)
def test_a_line_left_out_is_noticed(name: str) -> None:
    found = caught(next(each for each in mutations.ALL if each.name == name), seeds=200)
    assert found
    assert found.violation
    assert "FAULT" in "".join(found.timeline) or found.seed == 0

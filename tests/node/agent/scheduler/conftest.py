"""A keeper of the lease, and what is around it."""

from __future__ import annotations

import pytest

from aeolus_agent.scheduler.keeper import Keeper
from support.around_keeper import Around, keeper_of


@pytest.fixture
def around() -> Around:
    return Around()


@pytest.fixture
def keeper(around: Around) -> Keeper:
    return keeper_of(around)

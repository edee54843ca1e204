"""What begins the names of all that a region makes."""

from __future__ import annotations

from pathlib import Path

import pytest

from aeolus_sandbox.supervisor.settings import prefix

HERE, THERE = Path("/one/sandbox/prod"), Path("/two/sandbox/prod")


def test_it_is_the_same_for_the_same_region() -> None:
    assert prefix("prod", HERE) == prefix("prod", HERE)


def test_a_region_of_the_same_name_in_another_project_has_another() -> None:
    assert prefix("prod", HERE) != prefix("prod", THERE)


@pytest.mark.parametrize("name", ["prod", "prod-2"])
def test_none_begins_with_anothers(name: str) -> None:
    others = {prefix(other, HERE) for other in ("prod", "prod-2", "dev") if other != name}
    assert not any(other.startswith(prefix(name, HERE)) for other in others)

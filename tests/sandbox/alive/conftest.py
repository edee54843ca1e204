"""The shop, built once, and another that comes to stand beside it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from aeolus_sandbox.region import Region
from aeolus_sandbox.supervisor.settings import prefix
from support.alive import alive
from support.leftovers import left
from support.shop import Shop

HERE = Path(__file__).parent
# While they stand: each takes a processor, which the tests after these need.
_STANDING = ExitStack()


@pytest.fixture(scope="session")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return where shops are kept."""
    made: Path = tmp_path_factory.mktemp("shops")
    return made


@pytest.fixture(scope="session")
def shop(base: Path) -> Iterator[Shop]:
    """Return a shop that is open."""
    with _STANDING:
        yield _opened(base, "one")


@pytest.fixture(scope="session")
def shops(base: Path, shop: Shop) -> list[Shop]:
    """Return two shops that stand beside each other, alike to the last address."""
    return [shop, _opened(base, "two")]


def _opened(base: Path, name: str) -> Shop:
    region = _STANDING.enter_context(_standing(base, name))
    made = Shop(region, base / name)
    made.apply()
    assert made.two()
    return made


@contextmanager
def _standing(base: Path, name: str) -> Iterator[Region]:
    """Bring a region up; take it down and see that nothing is left of it."""
    with alive(base / "state", name) as region:
        yield region
    assert left(prefix(region.name, region.directory), region.directory) == []


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown(nextitem: pytest.Item | None) -> None:
    """Take the shops down after the last of their tests, and not after the last of all."""
    if nextitem is None or HERE not in nextitem.path.parents:
        _STANDING.close()

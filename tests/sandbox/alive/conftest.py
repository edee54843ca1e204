"""The shop, built once, and another beside it."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from aeolus_sandbox.region import Region
from aeolus_sandbox.supervisor.settings import prefix
from support.alive import alive
from support.leftovers import left
from support.shop import Shop

HERE = Path(__file__).parent
# While it stands: two regions take a processor each, which the tests after these need.
_STANDING = ExitStack()


@pytest.fixture(scope="session")
def shops(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Shop]]:
    """Return two shops that stand beside each other, alike to the last address."""
    base: Path = tmp_path_factory.mktemp("shops")
    with _STANDING:
        regions = [_STANDING.enter_context(_standing(base, name)) for name in ("one", "two")]
        made = [Shop(region, base / region.name) for region in regions]
        with ThreadPoolExecutor() as both:
            list(both.map(Shop.apply, made))
        for shop in made:
            assert shop.two()
        yield made


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


@pytest.fixture(scope="session", params=[0, 1], ids=["one", "two"])
def shop(shops: list[Shop], request: pytest.FixtureRequest) -> Shop:
    """Return each shop: what holds in one holds in the other, beside it."""
    return shops[int(request.param)]

"""How tests are shared out among workers."""

from __future__ import annotations

from typing import Any

import pytest

from conftest import pytest_xdist_make_scheduler
from support.together import Together


def scope(nodeid: str) -> str:
    """Return what is shared out together with a test."""
    return Together._split_scope(object.__new__(Together), nodeid)


def test_a_file_goes_to_one_worker() -> None:
    assert scope("tests/cost/test_a.py::test_b[c]") == "tests/cost/test_a.py"


@pytest.mark.parametrize("folder", ["tests/sandbox/alive", "tests/cluster"])
def test_a_shop_or_a_cluster_is_built_by_one_worker(folder: str) -> None:
    assert scope(f"{folder}/test_a.py::test_b") == scope(f"{folder}/c/test_d.py::test_e")


@pytest.mark.parametrize("way", ["load", "no"])
def test_who_asks_for_another_way_gets_it(way: str) -> None:
    class Config:
        """The options of a run."""

        def getoption(self, name: str) -> str:
            return {"dist": way}[name]

    config: Any = Config()
    assert pytest_xdist_make_scheduler(config, None) is None

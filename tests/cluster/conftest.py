"""One boot of prod, for all tests of this folder."""

from __future__ import annotations

from collections.abc import Generator, Iterator

import pytest

from support.booted import booted
from support.cluster import Cluster


@pytest.fixture(scope="session")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """prod, deployed, every daemon healthy, the example DAG run."""
    with booted(tmp_path_factory.mktemp("cluster") / "project") as made:
        yield made


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Function,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Add to what failed what the machines say of it: nobody can ask them later."""
    report = yield
    made = item.funcargs.get("cluster")
    if report.failed and isinstance(made, Cluster):
        report.sections += [("a node", said) for said in made.journals()]
    return report

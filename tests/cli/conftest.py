"""Airflow as commands meet it: a server that answers as Airflow did, and a login to it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from aeolus_cli.dags.airflow_api import Airflow
from aeolus_cli.dags.entrance import Door, Entrance
from aeolus_sandbox.authority import Authority
from support.fake_airflow import HOST, PASSWORD, FakeAirflow


@pytest.fixture
def server() -> FakeAirflow:
    """Return a web server that knows one DAG."""
    return FakeAirflow()


@pytest.fixture
def entrance(server: FakeAirflow, tmp_path: Path) -> Iterator[Entrance]:
    """Yield the way to it, by a door of this machine."""
    with server.serving(Authority.open(tmp_path)) as port:
        yield Entrance(f"https://{HOST}", door=Door("127.0.0.1", port, tmp_path / "ca.pem"))


@pytest.fixture
def airflow(entrance: Entrance) -> Airflow:
    """Return a login to it."""
    return Airflow.log_in(entrance, user="admin", password=PASSWORD, secret="s")

"""RDS: a DB instance is available once its server answers, where servers run."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from aeolus_sandbox.api import observations
from aeolus_sandbox.api.patches import rds_resource_id, rds_status
from aeolus_sandbox.api.power import power

Client = Callable[[str], Any]


@pytest.fixture
def servers(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let servers run."""
    monkeypatch.setattr(power, "present", True)
    with rds_resource_id.PATCH.applied(), rds_status.PATCH.applied():
        yield
    observations.forget()


def status(client: Client) -> str:
    """Return the status of the only DB instance."""
    [told] = client("rds").describe_db_instances()["DBInstances"]
    return str(told["DBInstanceStatus"])


def test_moto_says_that_it_is_available_at_once(client: Client, shop: Any) -> None:
    shop()
    assert status(client) == "available"


def test_patched_where_no_servers_run_so_it_is(client: Client, shop: Any) -> None:
    with rds_status.PATCH.applied():
        shop()
        assert status(client) == "available"


@pytest.mark.usefixtures("servers")
def test_patched_it_is_created_stopped_and_started_when_it_is_seen_to_be(
    client: Client, shop: Any
) -> None:
    key = rds_status.INSTANCE, shop()["DbiResourceId"]
    assert status(client) == "creating"
    observations.status[key] = "available"
    client("rds").stop_db_instance(DBInstanceIdentifier="shop")
    assert status(client) == "stopping"
    observations.status[key] = "stopped"
    client("rds").start_db_instance(DBInstanceIdentifier="shop")
    assert status(client) == "starting"

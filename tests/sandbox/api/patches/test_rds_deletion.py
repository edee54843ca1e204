"""RDS: a DB instance that is deleted is there until its server is gone, where servers run."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from botocore.exceptions import ClientError

from aeolus_sandbox.api import observations
from aeolus_sandbox.api.patches import rds_deletion, rds_status
from aeolus_sandbox.api.power import power

Client = Callable[[str], Any]


@pytest.fixture
def servers(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let servers run."""
    monkeypatch.setattr(power, "present", True)
    with rds_status.PATCH.applied(), rds_deletion.PATCH.applied():
        yield
    observations.forget()


def delete(client: Client) -> list[str]:
    """Delete the instance; return the statuses of those that are described then."""
    rds = client("rds")
    rds.delete_db_instance(DBInstanceIdentifier="shop", SkipFinalSnapshot=True)
    return [one["DBInstanceStatus"] for one in rds.describe_db_instances()["DBInstances"]]


def test_moto_forgets_it_at_once(client: Client, shop: Any) -> None:
    shop()
    assert delete(client) == []


def test_patched_where_no_servers_run_it_is_forgotten_too(client: Client, shop: Any) -> None:
    with rds_deletion.PATCH.applied():
        shop()
        assert delete(client) == []


@pytest.mark.usefixtures("servers")
def test_patched_it_is_deleting_and_cannot_be_deleted_again(client: Client, shop: Any) -> None:
    shop()
    assert delete(client) == ["deleting"]
    with pytest.raises(ClientError, match="already being deleted"):
        delete(client)


@pytest.mark.usefixtures("servers")
def test_patched_it_is_gone_once_it_is_forgotten(client: Client, shop: Any) -> None:
    from moto.rds.models import rds_backends

    shop()
    delete(client)
    rds_deletion.forget(rds_backends["123456789012"]["eu-central-1"], "shop")
    assert client("rds").describe_db_instances()["DBInstances"] == []

"""RDS: what is stopped cannot be modified."""

from __future__ import annotations

from typing import Any

import pytest
from botocore.exceptions import ClientError

from aeolus_sandbox.api.patches.rds_stopped import PATCH


def lift(client: Any) -> bool:
    """Lift the instance's protection; return whether it has any then."""
    client("rds").modify_db_instance(DBInstanceIdentifier="shop", DeletionProtection=False)
    told = client("rds").describe_db_instances()["DBInstances"][0]
    return bool(told["DeletionProtection"])


def test_moto_changes_what_is_stopped(client: Any, shop: Any) -> None:
    shop(DeletionProtection=True)
    client("rds").stop_db_instance(DBInstanceIdentifier="shop")
    assert not lift(client)


def test_patched_it_is_refused_until_it_runs(client: Any, shop: Any) -> None:
    with PATCH.applied():
        shop(DeletionProtection=True)
        client("rds").stop_db_instance(DBInstanceIdentifier="shop")
        with pytest.raises(ClientError, match="not in available state") as error:
            lift(client)
        assert error.value.response["Error"]["Code"] == "InvalidDBInstanceState"
        client("rds").start_db_instance(DBInstanceIdentifier="shop")
        assert not lift(client)


def test_patched_one_that_is_not_there_is_still_told(client: Any) -> None:
    with PATCH.applied(), pytest.raises(ClientError, match="shop not found"):
        lift(client)

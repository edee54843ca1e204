"""RDS: a DB instance tells whether values of its parameter group wait for a reboot."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from aeolus_sandbox.api import observations
from aeolus_sandbox.api.patches.rds_parameter_status import PARAMETERS, PATCH


@pytest.fixture(autouse=True)
def nothing_observed() -> Iterator[None]:
    """Forget what was seen."""
    yield
    observations.forget()


def status(client: Any) -> str:
    """Return how far the parameters are applied, once it was seen that some wait."""
    [told] = client("rds").describe_db_instances()["DBInstances"]
    observations.status[PARAMETERS, told["DbiResourceId"]] = "pending-reboot"
    [told] = client("rds").describe_db_instances()["DBInstances"]
    [group] = told["DBParameterGroups"]
    return str(group["ParameterApplyStatus"])


def test_moto_says_that_all_is_in_sync(client: Any, shop: Any) -> None:
    shop()
    assert status(client) == "in-sync"


def test_patched_it_is_what_is_seen(client: Any, shop: Any) -> None:
    with PATCH.applied():
        [group] = shop()["DBParameterGroups"]
        assert group["ParameterApplyStatus"] == "in-sync"
        assert status(client) == "pending-reboot"

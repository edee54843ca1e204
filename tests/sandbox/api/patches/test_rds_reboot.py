"""RDS: a reboot happens, and may fail over."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from botocore.exceptions import ClientError

from aeolus_sandbox.api import observations
from aeolus_sandbox.api.patches import rds_reboot, rds_status, rds_zones
from aeolus_sandbox.api.power import power


@pytest.fixture
def patched() -> Iterator[None]:
    """Patch what a failover needs."""
    with ExitStack() as stack:
        for patch in (rds_zones, rds_status, rds_reboot):
            stack.enter_context(patch.PATCH.applied())
        yield
    observations.forget()


def reboot(client: Any, **how: Any) -> None:
    """Reboot the instance."""
    client("rds").reboot_db_instance(DBInstanceIdentifier="shop", **how)


def told(client: Any) -> Any:
    """Return what is told of it."""
    return client("rds").describe_db_instances()["DBInstances"][0]


def test_moto_reboots_even_what_is_stopped(client: Any, shop: Any) -> None:
    shop(MultiAZ=True)
    client("rds").stop_db_instance(DBInstanceIdentifier="shop")
    reboot(client, ForceFailover=True)
    assert told(client)["AvailabilityZone"] == "eu-central-1a"


@pytest.mark.usefixtures("patched")
def test_patched_a_failover_changes_the_zones(client: Any, shop: Any) -> None:
    shop(MultiAZ=True)
    reboot(client)
    assert told(client)["AvailabilityZone"] == "eu-central-1b"
    reboot(client, ForceFailover=True)
    assert told(client)["AvailabilityZone"] == "eu-central-1c"
    assert told(client)["SecondaryAvailabilityZone"] == "eu-central-1b"


@pytest.mark.usefixtures("patched")
def test_patched_what_has_no_standby_cannot_fail_over(client: Any, shop: Any) -> None:
    shop()
    with pytest.raises(ClientError, match="not configured for Multi-AZ"):
        reboot(client, ForceFailover=True)


@pytest.mark.usefixtures("patched")
def test_patched_what_is_stopped_cannot_be_rebooted(client: Any, shop: Any) -> None:
    shop()
    client("rds").stop_db_instance(DBInstanceIdentifier="shop")
    with pytest.raises(ClientError, match="InvalidDBInstanceState"):
        reboot(client)


@pytest.mark.usefixtures("patched")
def test_patched_where_a_server_runs_it_waits_until_it_is_done(
    client: Any, shop: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from moto.rds.models import rds_backends

    monkeypatch.setattr(power, "present", True)
    shop(MultiAZ=True)
    held = rds_backends["123456789012"]["eu-central-1"].databases["shop"]
    observations.status[rds_status.key(held)] = "available"
    reboot(client, ForceFailover=True)
    assert told(client)["DBInstanceStatus"] == "rebooting"
    assert told(client)["AvailabilityZone"] == "eu-central-1b"
    assert rds_reboot.asked(held) == "failover"
    rds_reboot.done(held)
    assert rds_reboot.asked(held) == ""

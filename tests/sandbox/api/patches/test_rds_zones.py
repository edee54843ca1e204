"""RDS: a DB instance stands in a zone of its subnet group, and its standby in another."""

from __future__ import annotations

from typing import Any

from aeolus_sandbox.api.patches.rds_zones import PATCH


def zones(told: Any) -> tuple[str, str]:
    """Return the zones of the primary and the standby."""
    return told["AvailabilityZone"], told.get("SecondaryAvailabilityZone", "")


def test_moto_puts_it_where_it_has_no_subnet(shop: Any) -> None:
    assert zones(shop(MultiAZ=True)) == ("eu-central-1a", "")


def test_patched_it_is_where_a_subnet_is(shop: Any) -> None:
    with PATCH.applied():
        assert zones(shop()) == ("eu-central-1b", "")


def test_patched_or_where_it_was_asked_to_be(shop: Any) -> None:
    with PATCH.applied():
        assert zones(shop(AvailabilityZone="eu-central-1c")) == ("eu-central-1c", "")


def test_patched_a_standby_comes_and_goes(client: Any, shop: Any) -> None:
    def modify(**how: Any) -> Any:
        answer = client("rds").modify_db_instance(
            DBInstanceIdentifier="shop", ApplyImmediately=True, **how
        )
        return zones(answer["DBInstance"])

    with PATCH.applied():
        assert zones(shop(MultiAZ=True)) == ("eu-central-1b", "eu-central-1c")
        assert modify(MultiAZ=False) == ("eu-central-1b", "")
        assert modify(MultiAZ=True) == ("eu-central-1b", "eu-central-1c")

"""Who an address is, and the credentials of its role."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from ipaddress import IPv4Address

from aeolus_sandbox.metadata.instance import Credentials
from aeolus_sandbox.services.instances.directory import Keys, VpcDirectory
from support.machines import instance


class Issuer:
    """Gives credentials that last a while, and counts them."""

    def __init__(self, lifetime: timedelta) -> None:
        self.lifetime = lifetime
        self.asked: list[tuple[str, str]] = []

    def issue(self, role: str, holder: str) -> Credentials:
        """Return the next credentials."""
        self.asked.append((role, holder))
        now = datetime.now(UTC)
        return Credentials(
            access_key_id=f"ASIA{len(self.asked)}",
            secret_access_key="secret",
            session_token="token",
            last_updated=now,
            expiration=now + self.lifetime,
        )


def test_the_same_address_in_two_vpcs_is_two_instances() -> None:
    one, two = instance(4), instance(4, instance_id="i-0123456789abcdef0", vpc_id="vpc-2")
    address = IPv4Address("10.0.0.4")
    known = {(one.vpc_id, address): one, (two.vpc_id, address): two}
    keys = Keys(Issuer(timedelta(hours=6)).issue)
    assert VpcDirectory(one.vpc_id, lambda: known, keys).instance(address) == one
    assert VpcDirectory("vpc-2", lambda: known, keys).instance(address) == two
    assert VpcDirectory("vpc-3", lambda: known, keys).instance(address) is None


def test_credentials_are_kept_while_they_last() -> None:
    issuer = Issuer(timedelta(hours=6))
    keys = Keys(issuer.issue)
    assert keys.of(instance(4)) == keys.of(instance(4))
    assert issuer.asked == [("web-role", instance(4).instance_id)]


def test_two_instances_of_a_role_have_their_own() -> None:
    keys = Keys(Issuer(timedelta(hours=6)).issue)
    assert keys.of(instance(4)) != keys.of(instance(5))


def test_before_they_end_there_are_new_ones() -> None:
    keys = Keys(Issuer(timedelta(minutes=20)).issue)
    assert keys.of(instance(4)) != keys.of(instance(4))

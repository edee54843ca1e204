"""The instances of a VPC as the metadata service asks for them."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from ipaddress import IPv4Address

from aeolus_sandbox.metadata.instance import Credentials, Instance

# IAM User Guide, "Using an IAM role on EC2": new ones come five minutes before the old end.
_RENEWAL = timedelta(minutes=30)


@dataclass
class Keys:
    """Credentials of instances' roles, made by `issue(role_name, instance_id)` when needed."""

    issue: Callable[[str, str], Credentials]
    _held: dict[tuple[str, str], Credentials] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def of(self, instance: Instance) -> Credentials:
        """Return credentials of the instance's role, the same until they are about to end."""
        assert instance.role is not None
        holder = (instance.role.name, instance.instance_id)
        with self._lock:
            held = self._held.get(holder)
            if held is None or held.expiration - datetime.now(UTC) < _RENEWAL:
                held = self._held[holder] = self.issue(*holder)
            return held


@dataclass(frozen=True)
class VpcDirectory:
    """Knows the instances of one VPC: in another one the same address may be another's."""

    vpc: str
    known: Callable[[], dict[tuple[str, IPv4Address], Instance]]
    keys: Keys

    def instance(self, address: IPv4Address) -> Instance | None:
        """Return the instance with this private address."""
        return self.known().get((self.vpc, address))

    def credentials(self, instance: Instance) -> Credentials:
        """Return credentials of the instance's role."""
        return self.keys.of(instance)

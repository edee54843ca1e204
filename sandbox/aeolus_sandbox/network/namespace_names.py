"""What the namespaces of a region are called."""

from __future__ import annotations

from dataclasses import dataclass

from aeolus_sandbox.network import namespaces


@dataclass(frozen=True)
class Names:
    """Names that begin with `prefix`, which no other region's prefix begins with."""

    prefix: str

    @property
    def internet(self) -> str:
        """Where the public addresses are, and AWS's services."""
        return f"{self.prefix}internet"

    def router(self, vpc: str) -> str:
        """Where a VPC's packets pass, and its resolver and metadata service may listen.

        Each VPC has its own: another may have the same addresses.
        """
        return f"{self.prefix}{vpc}"

    def gateway(self, interface: str) -> str:
        """Where what forwards for a NAT gateway or a VPC endpoint is."""
        return f"{self.prefix}gateway-{interface}"

    def made_by_topology(self) -> list[str]:
        """Return those that exist and follow from a topology alone: routers and gateways."""
        kinds = (f"{self.prefix}gateway-", f"{self.prefix}vpc-")
        return [name for kind in kinds for name in namespaces.find(kind)]

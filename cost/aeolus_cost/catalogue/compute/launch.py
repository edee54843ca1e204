"""What an instance is launched with, wherever that is written."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from aeolus_cost.reading.values import Values

from .volumes import DEFAULT_TYPE


@dataclass(frozen=True)
class Disk:
    """A volume that is made with an instance."""

    values: Values

    @property
    def type(self) -> str:
        """Its volume type."""
        return self.values.text("volume_type", DEFAULT_TYPE)

    @property
    def gigabytes(self) -> Decimal | None:
        """Its size; None where only its image or snapshot says."""
        return self.values.number("volume_size") if self.values.has("volume_size") else None


class Launch:
    """Arguments for launching an instance; this one says nothing, and each kind says more.

    Every method raises UnknownValueError for what Terraform does not know yet.
    """

    def instance_type(self) -> str:
        """Return the instance type, or empty."""
        return ""

    def tenancy(self) -> str:
        """Return the tenancy, or empty for the default."""
        return ""

    def cpu_credits(self) -> str:
        """Return `standard` or `unlimited`, or empty for the default of the family."""
        return ""

    def spot(self) -> bool:
        """Return whether Spot capacity is asked for."""
        return False

    def monitoring(self) -> bool:
        """Return whether detailed monitoring is on."""
        return False

    def public_address(self) -> bool | None:
        """Return whether a public IPv4 address is assigned; None where the subnet says."""
        return None

    def root(self) -> Disk | None:
        """Return the root volume; None where its image alone says."""
        return None

    def others(self) -> tuple[Disk, ...]:
        """Return the volumes beside the root volume."""
        return ()

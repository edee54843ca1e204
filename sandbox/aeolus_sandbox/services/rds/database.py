"""A DB instance as its server needs it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Site:
    """Where a server can stand: an Availability Zone, and a subnet there."""

    zone: str
    subnet: str


@dataclass(frozen=True)
class Parameter:
    """A value of a parameter group; when not `immediate`, it waits for the next reboot."""

    value: str
    immediate: bool = True


@dataclass(frozen=True)
class Database:
    """What the API says of a DB instance; `resource` is the id that stays when it is renamed.

    `site` is where its primary is, `standby` where its other one is if it is Multi-AZ.
    """

    resource: str
    id: str
    arn: str
    host: str
    port: int
    site: Site
    standby: Site | None
    security_groups: Sequence[str]
    public: bool
    name: str
    user: str
    password: str
    parameter_group: str
    parameters: Mapping[str, Parameter]
    # What formulas of parameters speak of, by name.
    variables: Mapping[str, int] = field(default_factory=dict)
    major: int = 17
    stopped: bool = False
    deleting: bool = False

    @property
    def sites(self) -> list[Site]:
        """All its places, the primary's first."""
        return [self.site, *([self.standby] if self.standby else [])]

    def owner(self, site: Site) -> str:
        """Return whose network interface the server at a place has."""
        return f"{self.resource.lower()}-{site.zone}"


@dataclass(frozen=True)
class Unsupported:
    """A DB instance that cannot run here, and why."""

    resource: str
    id: str
    reason: str
    deleting: bool

"""What every part of the environment model shares: strictness and the value types with a format."""

from __future__ import annotations

from ipaddress import IPv4Network
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints


class Model(BaseModel):
    """Frozen, and closed to unknown keys: a typo in a file must never be silently ignored."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)


def _network(value: str) -> str:
    """Return `value` when it names an IPv4 network with no host bits set."""
    IPv4Network(value)
    return value


Cidr = Annotated[
    str,
    StringConstraints(pattern=r"^\d{1,3}(\.\d{1,3}){3}/\d{1,2}$"),
    AfterValidator(_network),
]
"""An IPv4 network such as `10.0.0.0/16`."""

AccountId = Annotated[str, StringConstraints(pattern=r"^\d{12}$")]
"""Twelve digits; quote them in YAML, or a leading zero is lost."""

Region = Annotated[str, StringConstraints(pattern=r"^[a-z]{2}(-[a-z]+)+-\d$")]
AvailabilityZone = Annotated[str, StringConstraints(pattern=r"^[a-z]{2}(-[a-z]+)+-\d[a-z]$")]
VpcId = Annotated[str, StringConstraints(pattern=r"^vpc-[0-9a-f]{8,17}$")]
SubnetId = Annotated[str, StringConstraints(pattern=r"^subnet-[0-9a-f]{8,17}$")]
AmiId = Annotated[str, StringConstraints(pattern=r"^ami-[0-9a-f]{8,17}$")]
HostedZoneId = Annotated[str, StringConstraints(pattern=r"^Z[0-9A-Z]{5,31}$")]
CertificateArn = Annotated[
    str,
    StringConstraints(pattern=r"^arn:aws[a-z-]*:acm:[a-z0-9-]+:\d{12}:certificate/[0-9a-f-]+$"),
]
PolicyArn = Annotated[
    str,
    StringConstraints(pattern=r"^arn:aws[a-z-]*:iam::(aws|\d{12}):policy/[\w+=,.@/-]+$"),
]
DomainName = Annotated[
    str,
    StringConstraints(
        pattern=r"^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$", max_length=255
    ),
]
Email = Annotated[str, StringConstraints(pattern=r"^[^@\s]+@[^@\s]+\.[^@\s]+$", max_length=254)]
InstanceType = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]*\.[a-z0-9-]+$")]
"""An EC2 instance type such as `t4g.medium`."""

InstanceClass = Annotated[str, StringConstraints(pattern=r"^db\.[a-z][a-z0-9]*\.[a-z0-9]+$")]
"""An RDS instance class such as `db.t4g.small`."""

NodeType = Annotated[str, StringConstraints(pattern=r"^cache\.[a-z][a-z0-9]*\.[a-z0-9]+$")]
"""An ElastiCache node type such as `cache.t4g.micro`."""

Queue = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_.-]{1,256}$")]
GroupName = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]{0,30}$")]
MajorVersion = Annotated[str, StringConstraints(pattern=r"^\d+(\.\d+)?$")]
MaintenanceWindow = Annotated[
    str,
    StringConstraints(
        pattern=r"^(mon|tue|wed|thu|fri|sat|sun):([01]\d|2[0-3]):[0-5]\d"
        r"-(mon|tue|wed|thu|fri|sat|sun):([01]\d|2[0-3]):[0-5]\d$"
    ),
]
DailyWindow = Annotated[
    str,
    StringConstraints(pattern=r"^([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d$"),
]
"""A window in UTC, `hh:mm-hh:mm`."""

Positive = Annotated[int, Field(ge=1)]

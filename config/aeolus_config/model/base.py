"""What every part of the environment model shares: strictness and the value types with a format."""

from __future__ import annotations

import zoneinfo
from ipaddress import IPv4Network
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict

from aeolus_config.nearest import did_you_mean
from aeolus_scaling.schedule import DAY, TIME, zone

from .format import Format


class Model(BaseModel):
    """Frozen, and closed to unknown keys: a typo in a file must never be silently ignored."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)


def _network(value: str) -> str:
    """Return `value` when it names an IPv4 network with no host bits set."""
    try:
        network = IPv4Network(value, strict=False)
    except ValueError as error:
        raise ValueError("is no IPv4 network: four numbers up to 255, a slash, 0 to 32") from error
    if str(network) != value:
        raise ValueError(f"is an address within a network: write {network}")
    return value


def _time_zone(value: str) -> str:
    """Return `value` when it is the name of a time zone."""
    try:
        zone(value)
    except ValueError as error:
        known = zoneinfo.available_timezones()
        advice = did_you_mean(value, known) if known else "this machine has none: install tzdata"
        raise ValueError(f"is no time zone of IANA's{advice and '; '}{advice}") from error
    return value


_ZONE = r"[a-z]{2}(-[a-z]+)+-\d"
_LABEL = r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?"

Cidr = Annotated[
    str,
    Format("an IPv4 network", "10.0.0.0/16", r"\d{1,3}(\.\d{1,3}){3}/\d{1,2}"),
    AfterValidator(_network),
]
"""An IPv4 network such as `10.0.0.0/16`."""

AccountId = Annotated[str, Format("twelve digits in quotes", '"123456789012"', r"[0-9]{12}")]
"""Twelve digits; quote them in YAML, or a leading zero is lost."""

Region = Annotated[str, Format("an AWS region", "eu-central-1", _ZONE)]
AvailabilityZone = Annotated[str, Format("an availability zone", "eu-central-1a", _ZONE + "[a-z]")]
VpcId = Annotated[str, Format("a VPC id", "vpc-0a1b2c3d4e5f60712", r"vpc-[0-9a-f]{8,17}")]
SubnetId = Annotated[
    str, Format("a subnet id", "subnet-0a1b2c3d4e5f60712", r"subnet-[0-9a-f]{8,17}")
]
AmiId = Annotated[str, Format("an AMI id", "ami-0a1b2c3d4e5f60712", r"ami-[0-9a-f]{8,17}")]
HostedZoneId = Annotated[
    str, Format("a Route 53 hosted zone id", "Z0123456789ABCDEFGHIJ", r"Z[0-9A-Z]{5,31}")
]
CertificateArn = Annotated[
    str,
    Format(
        "an ACM certificate's ARN",
        "arn:aws:acm:eu-central-1:123456789012:certificate/0a1b2c3d",
        r"arn:aws[a-z-]*:acm:[a-z0-9-]+:[0-9]{12}:certificate/[0-9a-f-]+",
    ),
]
PolicyArn = Annotated[
    str,
    Format(
        "an IAM policy's ARN",
        "arn:aws:iam::123456789012:policy/read-lake",
        r"arn:aws[a-z-]*:iam::(aws|[0-9]{12}):policy/[A-Za-z0-9_+=,.@/-]+",
    ),
]
SecretArn = Annotated[
    str,
    Format(
        "a Secrets Manager secret's ARN",
        "arn:aws:secretsmanager:eu-central-1:123456789012:secret:deploy-key-a1b2c3",
        r"arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:[0-9]{12}:secret:[A-Za-z0-9/_+=.@-]+",
        256,
    ),
]
DomainName = Annotated[
    str, Format("a domain name", "airflow.example.com", rf"({_LABEL}\.)+[a-z]{{2,63}}", 255)
]
Email = Annotated[
    str, Format("an e-mail address", "team@example.com", r"[^@\s]+@[^@\s]+\.[^@\s]+", 254)
]
HttpsUrl = Annotated[
    str,
    Format(
        "an address that begins with https://",
        "https://acme-v02.api.letsencrypt.org/directory",
        r"https://[A-Za-z0-9.-]+(:\d{1,5})?/[A-Za-z0-9._~%/?&=-]*",
        512,
    ),
]
MetricName = Annotated[
    str,
    Format("Airflow's name of a metric", "dagrun.duration.failed", r"[A-Za-z0-9_.-]+", 255),
]
InstanceType = Annotated[
    str, Format("an EC2 instance type", "t4g.medium", r"[a-z][a-z0-9-]*\.[a-z0-9-]+")
]
InstanceClass = Annotated[
    str, Format("an RDS instance class", "db.t4g.small", r"db\.[a-z][a-z0-9]*\.[a-z0-9]+")
]
NodeType = Annotated[
    str, Format("an ElastiCache node type", "cache.t4g.micro", r"cache\.[a-z][a-z0-9]*\.[a-z0-9]+")
]
Queue = Annotated[str, Format("a queue's name", "default", r"[A-Za-z0-9_.-]{1,256}")]
GroupName = Annotated[
    str,
    Format(
        "a name of small letters, digits and hyphens", "heavy", r"[a-z][a-z0-9]*(-[a-z0-9]+)*", 63
    ),
]
MajorVersion = Annotated[str, Format("a version in quotes", '"17"', r"\d+(\.\d+)?")]
MaintenanceWindow = Annotated[
    str,
    Format("a weekly window in UTC", "sun:04:30-sun:05:30", rf"{DAY}:{TIME}-{DAY}:{TIME}"),
]
DailyWindow = Annotated[str, Format("a daily window in UTC", "03:00-04:00", rf"{TIME}-{TIME}")]
"""A window in UTC, `hh:mm-hh:mm`."""
Days = Annotated[str, Format("a day, or a range of days", "mon-fri", rf"{DAY}(-{DAY})?")]
TimeOfDay = Annotated[str, Format("a time of day", "08:00", TIME)]
TimeZone = Annotated[
    str,
    Format(
        "IANA's name of a time zone", "Europe/Berlin", r"[A-Za-z][A-Za-z0-9_+-]*(/[\w+-]+)*", 64
    ),
    AfterValidator(_time_zone),
]

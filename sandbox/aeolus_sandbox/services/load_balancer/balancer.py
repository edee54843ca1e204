"""A load balancer, its listeners, rules and target groups, as its nodes need them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

# By target group ARN, target id and port: as api/observations.py has it.
TargetKey = tuple[str, str, int]


@dataclass(frozen=True)
class Target:
    """A registered target; `address` is empty when nothing runs there, `zone` when it has none."""

    id: str
    port: int
    address: str
    zone: str = ""

    @property
    def word(self) -> str:
        """What HAProxy calls it."""
        return f"{self.id}:{self.port}"


@dataclass(frozen=True)
class HealthCheck:
    """How targets are checked; `port` is None for the one each has traffic at.

    `matcher` are the status codes of a healthy answer, as `200,301-302`.
    """

    protocol: str = "HTTP"
    port: int | None = None
    path: str = "/"
    matcher: str = "200"
    interval_s: float = 30.0
    timeout_s: float = 5.0
    healthy_threshold: int = 5
    unhealthy_threshold: int = 2


@dataclass(frozen=True)
class TargetGroup:
    """A target group; `sticky_s` is how long a client stays with its target, 0 for not."""

    arn: str
    protocol: str
    targets: Sequence[Target] = ()
    check: HealthCheck = field(default_factory=HealthCheck)
    version: str = "HTTP1"
    algorithm: str = "round_robin"
    sticky_s: int = 0
    deregistration_delay_s: float = 300.0

    @property
    def name(self) -> str:
        """Its name and number, of which HAProxy makes no other word."""
        return "-".join(self.arn.rsplit("/", 2)[-2:])

    def key(self, target: Target) -> TargetKey:
        """By what a target's health is observed."""
        return (self.arn, target.id, target.port)


@dataclass(frozen=True)
class Condition:
    """What a request must match one of: `values`, in the field of the API's name.

    `name` is the header's. A value of a query string is a key, which may be empty, and a value.
    """

    field: str
    values: Sequence[str] = ()
    name: str = ""
    pairs: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True)
class Forward:
    """Forward to one of these target groups, by weight."""

    groups: Sequence[tuple[str, int]]


@dataclass(frozen=True)
class Redirect:
    """Redirect; the parts may hold `#{host}` and its like."""

    status: int
    protocol: str = "#{protocol}"
    host: str = "#{host}"
    port: str = "#{port}"
    path: str = "/#{path}"
    query: str = "#{query}"


@dataclass(frozen=True)
class FixedResponse:
    """Answer by itself."""

    status: int
    content_type: str = "text/plain"
    body: str = ""


Action = Forward | Redirect | FixedResponse


@dataclass(frozen=True)
class Rule:
    """What to do with a request that meets all conditions."""

    conditions: Sequence[Condition]
    action: Action


@dataclass(frozen=True)
class Listener:
    """A listener, its rules in the order they are tried: the last one has no conditions.

    `certificates` are ARNs, the default one first; `tls` the oldest version it speaks.
    """

    protocol: str
    port: int
    rules: Sequence[Rule]
    certificates: Sequence[str] = ()
    tls: str = "TLSv1.2"


@dataclass(frozen=True)
class Place:
    """Where a node stands."""

    subnet: str
    zone: str


@dataclass(frozen=True)
class Balancer:
    """A load balancer; `host` is its DNS name, `kind` `application` or `network`."""

    arn: str
    host: str
    kind: str
    public: bool
    places: Sequence[Place]
    security_groups: Sequence[str]
    listeners: Sequence[Listener] = ()
    groups: Mapping[str, TargetGroup] = field(default_factory=dict)
    attributes: Mapping[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """Its name and number, as `web-0123456789abcdef`."""
        return "-".join(self.arn.rsplit("/", 2)[-2:])

    def owner(self, place: Place) -> str:
        """Who has the network interface of a node: the node's id."""
        return f"lb-{self.name}-{place.zone}"

"""Reads load balancers from the Elastic Load Balancing and EC2 APIs, as their nodes need them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any

from botocore.exceptions import ClientError

from aeolus_sandbox.services.load_balancer import answers, rules
from aeolus_sandbox.services.load_balancer.answers import Answer
from aeolus_sandbox.services.load_balancer.balancer import (
    Balancer,
    Listener,
    Place,
    Target,
    TargetGroup,
)

_COOKIE_S = 86400
# What can be a target here: functions and other load balancers cannot.
_TARGETS = ("instance", "ip")


class Reader:
    """Asks the API; `client` returns a boto3 client by a service's name."""

    def __init__(self, client: Callable[[str], Any]) -> None:
        """Ask nothing yet."""
        self._elbv2, self._ec2 = client("elbv2"), client("ec2")

    def balancers(self) -> list[Balancer] | None:
        """Return every load balancer; None when something went away meanwhile: then ask again."""
        try:
            return _Reading(self._elbv2, self._ec2).balancers()
        except ClientError as error:
            if error.response["Error"]["Code"].endswith("NotFound"):
                return None
            raise


class _Reading:
    """What one reading asks: of instances and target groups, only once."""

    def __init__(self, elbv2: Any, ec2: Any) -> None:
        self._elbv2, self._ec2 = elbv2, ec2
        self._groups: dict[str, TargetGroup] = {}

    def balancers(self) -> list[Balancer]:
        return [self._balancer(one) for one in self._all("load_balancers")]

    def _balancer(self, told: Answer) -> Balancer:
        arn = told["LoadBalancerArn"]
        listeners = [self._listener(one) for one in self._all("listeners", LoadBalancerArn=arn)]
        used = {group for listener in listeners for group in rules.groups(listener)}
        return Balancer(
            arn=arn,
            host=told["DNSName"].lower(),
            kind=told["Type"],
            public=told.get("Scheme", "internet-facing") == "internet-facing",
            places=tuple(
                Place(zone["SubnetId"], zone["ZoneName"]) for zone in told["AvailabilityZones"]
            ),
            security_groups=tuple(told.get("SecurityGroups", ())) or self._default(told),
            listeners=tuple(sorted(listeners, key=lambda one: one.port)),
            groups={group: self._group(group) for group in sorted(used & self._told.keys())},
            attributes=_pairs(
                self._elbv2.describe_load_balancer_attributes(LoadBalancerArn=arn)["Attributes"]
            ),
        )

    def _default(self, told: Answer) -> tuple[str, ...]:
        """Return the default security group, which an Application Load Balancer has by default."""
        if told["Type"] != "application":
            return ()
        filters = [
            {"Name": "vpc-id", "Values": [told["VpcId"]]},
            {"Name": "group-name", "Values": ["default"]},
        ]
        groups = self._ec2.describe_security_groups(Filters=filters)["SecurityGroups"]
        return tuple(one["GroupId"] for one in groups)

    def _listener(self, told: Answer) -> Listener:
        arn, protocol = told["ListenerArn"], told["Protocol"]
        certificates: tuple[str, ...] = ()
        if protocol in ("HTTPS", "TLS"):
            listed = self._elbv2.describe_listener_certificates(ListenerArn=arn)["Certificates"]
            own = [one["CertificateArn"] for one in told.get("Certificates", [])]
            more = [one["CertificateArn"] for one in listed]
            certificates = tuple(dict.fromkeys([*own, *more]))
        return Listener(
            protocol=protocol,
            port=told["Port"],
            rules=tuple(answers.rules({"Rules": self._all("rules", ListenerArn=arn)})),
            certificates=certificates,
            tls=answers.oldest_tls(told.get("SslPolicy", "")),
        )

    @cached_property
    def _told(self) -> Mapping[str, Answer]:
        """What the API says of the target groups to whose targets requests can be led, by ARN."""
        told = self._all("target_groups")
        return {one["TargetGroupArn"]: one for one in told if one["TargetType"] in _TARGETS}

    def _group(self, arn: str) -> TargetGroup:
        if arn not in self._groups:
            self._groups[arn] = self._asked(self._told[arn])
        return self._groups[arn]

    def _asked(self, told: Answer) -> TargetGroup:
        arn = told["TargetGroupArn"]
        attributes = _pairs(
            self._elbv2.describe_target_group_attributes(TargetGroupArn=arn)["Attributes"]
        )
        sticky = attributes.get("stickiness.enabled") == "true"
        duration = attributes.get("stickiness.lb_cookie.duration_seconds", _COOKIE_S)
        return TargetGroup(
            arn=arn,
            protocol=told.get("Protocol", ""),
            targets=tuple(self._targets(told)),
            check=answers.health_check(told),
            version=told.get("ProtocolVersion", "HTTP1"),
            algorithm=attributes.get("load_balancing.algorithm.type", "round_robin"),
            sticky_s=int(duration) if sticky else 0,
            deregistration_delay_s=float(
                attributes.get("deregistration_delay.timeout_seconds", 300)
            ),
        )

    def _targets(self, told: Answer) -> list[Target]:
        listed = self._elbv2.describe_target_health(TargetGroupArn=told["TargetGroupArn"])
        registered = [
            one["Target"]
            for one in listed["TargetHealthDescriptions"]
            if one["TargetHealth"]["State"] != "draining"
        ]
        return [self._target(one, told["TargetType"]) for one in registered]

    def _target(self, told: Answer, kind: str) -> Target:
        identifier, port = told["Id"], int(told["Port"])
        if kind == "ip":
            zone = told.get("AvailabilityZone", "")
            return Target(identifier, port, identifier, "" if zone == "all" else zone)
        address, zone = self._instances.get(identifier, ("", ""))
        return Target(identifier, port, address, zone)

    @cached_property
    def _instances(self) -> Mapping[str, tuple[str, str]]:
        """The address and zone of every instance that runs."""
        running = [{"Name": "instance-state-name", "Values": ["running"]}]
        pages = self._ec2.get_paginator("describe_instances").paginate(Filters=running)
        return {
            one["InstanceId"]: (one["PrivateIpAddress"], one["Placement"]["AvailabilityZone"])
            for page in pages
            for reservation in page["Reservations"]
            for one in reservation["Instances"]
        }

    def _all(self, kind: str, **asked: Any) -> list[Any]:
        pages = self._elbv2.get_paginator(f"describe_{kind}").paginate(**asked)
        key = "".join(word.capitalize() for word in kind.split("_"))
        return [one for page in pages for one in page[key]]


def _pairs(attributes: list[Answer]) -> dict[str, str]:
    return {one["Key"]: str(one["Value"]) for one in attributes}

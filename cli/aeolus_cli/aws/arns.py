"""From an ARN to the Terraform resource type and the id that `terraform import` wants."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto


class ImportId(Enum):
    """Which part of an ARN a resource type is imported by (AWS provider, "Import" sections)."""

    LAST = auto()
    """What follows the last `/` or `:`."""
    ARN = auto()
    NAME = auto()
    """All that follows the resource type, slashes and colons included."""


@dataclass(frozen=True)
class ResourceKind:
    """A Terraform type, and how it is imported."""

    type: str
    import_by: ImportId


def _ec2(type_: str) -> ResourceKind:
    return ResourceKind(type_, ImportId.LAST)


_KINDS: dict[str, ResourceKind] = {
    "ec2:vpc": _ec2("aws_vpc"),
    "ec2:subnet": _ec2("aws_subnet"),
    "ec2:internet-gateway": _ec2("aws_internet_gateway"),
    "ec2:natgateway": _ec2("aws_nat_gateway"),
    "ec2:elastic-ip": _ec2("aws_eip"),
    "ec2:route-table": _ec2("aws_route_table"),
    "ec2:vpc-endpoint": _ec2("aws_vpc_endpoint"),
    "ec2:vpc-flow-log": _ec2("aws_flow_log"),
    "ec2:security-group": _ec2("aws_security_group"),
    "ec2:launch-template": _ec2("aws_launch_template"),
    "ec2:volume": _ec2("aws_ebs_volume"),
    "ec2:instance": _ec2("aws_instance"),
    "kms:key": ResourceKind("aws_kms_key", ImportId.LAST),
    "secretsmanager:secret": ResourceKind("aws_secretsmanager_secret", ImportId.ARN),
    "s3:": ResourceKind("aws_s3_bucket", ImportId.LAST),
    "rds:db": ResourceKind("aws_db_instance", ImportId.LAST),
    "rds:subgrp": ResourceKind("aws_db_subnet_group", ImportId.LAST),
    "rds:pg": ResourceKind("aws_db_parameter_group", ImportId.LAST),
    "elasticache:replicationgroup": ResourceKind(
        "aws_elasticache_replication_group", ImportId.LAST
    ),
    "elasticache:subnetgroup": ResourceKind("aws_elasticache_subnet_group", ImportId.LAST),
    "elasticache:parametergroup": ResourceKind("aws_elasticache_parameter_group", ImportId.LAST),
    "elasticloadbalancing:loadbalancer": ResourceKind("aws_lb", ImportId.ARN),
    "elasticloadbalancing:targetgroup": ResourceKind("aws_lb_target_group", ImportId.ARN),
    "elasticloadbalancing:listener": ResourceKind("aws_lb_listener", ImportId.ARN),
    "elasticloadbalancing:listener-rule": ResourceKind("aws_lb_listener_rule", ImportId.ARN),
    "acm:certificate": ResourceKind("aws_acm_certificate", ImportId.ARN),
    "route53:hostedzone": ResourceKind("aws_route53_zone", ImportId.LAST),
    "lambda:function": ResourceKind("aws_lambda_function", ImportId.LAST),
    "logs:log-group": ResourceKind("aws_cloudwatch_log_group", ImportId.NAME),
    "cloudwatch:alarm": ResourceKind("aws_cloudwatch_metric_alarm", ImportId.NAME),
    "sns:": ResourceKind("aws_sns_topic", ImportId.ARN),
    "sqs:": ResourceKind("aws_sqs_queue", ImportId.LAST),
    "events:rule": ResourceKind("aws_cloudwatch_event_rule", ImportId.LAST),
    "dynamodb:table": ResourceKind("aws_dynamodb_table", ImportId.LAST),
    "iam:role": ResourceKind("aws_iam_role", ImportId.LAST),
    "autoscaling:autoScalingGroup": ResourceKind("aws_autoscaling_group", ImportId.LAST),
}


@dataclass(frozen=True)
class Arn:
    """An ARN taken apart; `kind` is None for a resource that Aeolus never makes."""

    text: str
    kind: ResourceKind | None
    import_id: str


def parse_arn(text: str) -> Arn:
    """Take an ARN apart (AWS General Reference, "Amazon Resource Names"); ValueError if none."""
    parts = text.split(":", 5)
    if len(parts) != 6 or parts[0] != "arn":
        raise ValueError(f"not an ARN: {text!r}")
    service, resource = parts[2], parts[5]
    found = re.match(r"([A-Za-z-]+)[:/](.+)", resource)
    kind = _KINDS.get(f"{service}:{found[1]}") if found else None
    kind = kind or _KINDS.get(f"{service}:")
    name = found[2] if found and f"{service}:" not in _KINDS else resource
    if kind is None:
        return Arn(text, None, name)
    ids = {
        ImportId.ARN: text,
        ImportId.NAME: name.removesuffix(":*"),
        ImportId.LAST: re.split(r"[:/]", resource)[-1],
    }
    return Arn(text, kind, ids[kind.import_by])

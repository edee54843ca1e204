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
    QUEUE_URL = auto()
    """SQS knows a queue by its address."""


@dataclass(frozen=True)
class ResourceKind:
    """The Terraform types that an ARN may be of, and how they are imported."""

    types: tuple[str, ...]
    import_by: ImportId
    of_its_owner: bool = False
    """AWS makes it for another resource, and removes it with that: no orphan of its own."""
    importable: bool = True
    """False where the provider cannot go on from an import: such an orphan is to be deleted."""


def _kind(
    *types: str, by: ImportId = ImportId.LAST, of_its_owner: bool = False, importable: bool = True
) -> ResourceKind:
    return ResourceKind(types, by, of_its_owner, importable)


_KINDS: dict[str, ResourceKind] = {
    "ec2:vpc": _kind("aws_vpc"),
    "ec2:subnet": _kind("aws_subnet"),
    "ec2:internet-gateway": _kind("aws_internet_gateway"),
    "ec2:natgateway": _kind("aws_nat_gateway"),
    "ec2:elastic-ip": _kind("aws_eip"),
    "ec2:route-table": _kind("aws_route_table"),
    "ec2:vpc-endpoint": _kind("aws_vpc_endpoint"),
    "ec2:vpc-flow-log": _kind("aws_flow_log"),
    "ec2:security-group": _kind("aws_security_group", "aws_default_security_group"),
    "ec2:launch-template": _kind("aws_launch_template"),
    "ec2:volume": _kind("aws_ebs_volume"),
    "ec2:security-group-rule": _kind(
        "aws_vpc_security_group_ingress_rule", "aws_vpc_security_group_egress_rule"
    ),
    "ec2:instance": _kind("aws_instance", of_its_owner=True),
    "ec2:network-interface": _kind("aws_network_interface", of_its_owner=True),
    "dlm:policy": _kind("aws_dlm_lifecycle_policy"),
    "kms:key": _kind("aws_kms_key"),
    "secretsmanager:secret": _kind("aws_secretsmanager_secret", by=ImportId.ARN),
    "s3:": _kind("aws_s3_bucket"),
    "rds:db": _kind("aws_db_instance"),
    "rds:subgrp": _kind("aws_db_subnet_group"),
    "rds:pg": _kind("aws_db_parameter_group"),
    # After an import the provider sends an empty AUTH token, which ElastiCache refuses.
    "elasticache:replicationgroup": _kind("aws_elasticache_replication_group", importable=False),
    "rds:snapshot": _kind("aws_db_snapshot", of_its_owner=True),
    "elasticache:cluster": _kind("aws_elasticache_cluster", of_its_owner=True),
    "elasticache:subnetgroup": _kind("aws_elasticache_subnet_group"),
    "elasticache:parametergroup": _kind("aws_elasticache_parameter_group"),
    "elasticloadbalancing:loadbalancer": _kind("aws_lb", by=ImportId.ARN),
    "elasticloadbalancing:targetgroup": _kind("aws_lb_target_group", by=ImportId.ARN),
    "elasticloadbalancing:listener": _kind("aws_lb_listener", by=ImportId.ARN),
    "elasticloadbalancing:listener-rule": _kind("aws_lb_listener_rule", by=ImportId.ARN),
    "acm:certificate": _kind("aws_acm_certificate", by=ImportId.ARN),
    "route53:hostedzone": _kind("aws_route53_zone"),
    "lambda:function": _kind("aws_lambda_function"),
    "logs:log-group": _kind("aws_cloudwatch_log_group", by=ImportId.NAME),
    "cloudwatch:alarm": _kind("aws_cloudwatch_metric_alarm", by=ImportId.NAME),
    "sns:": _kind("aws_sns_topic", by=ImportId.ARN),
    "sqs:": _kind("aws_sqs_queue", by=ImportId.QUEUE_URL),
    "events:rule": _kind("aws_cloudwatch_event_rule"),
    "dynamodb:table": _kind("aws_dynamodb_table"),
    "iam:role": _kind("aws_iam_role"),
    "autoscaling:autoScalingGroup": _kind("aws_autoscaling_group"),
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
        ImportId.QUEUE_URL: _queue_url(*parts[1:]),
    }
    return Arn(text, kind, ids[kind.import_by])


def _queue_url(partition: str, service: str, region: str, account: str, name: str) -> str:
    """Return a queue's address (Amazon SQS Developer Guide, "Queue and message identifiers")."""
    suffix = "amazonaws.com.cn" if partition == "aws-cn" else "amazonaws.com"
    return f"https://{service}.{region}.{suffix}/{account}/{name}"

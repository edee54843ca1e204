"""What an account holds, and what it holds beyond what it began with."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import boto3
import jmespath


@dataclass(frozen=True)
class Listing:
    """How the resources of one type are listed.

    `ids` is the JMESPath expression that picks their ids from an answer; it leaves out what is on
    its way out. `arguments` go with the request.
    """

    type: str
    service: str
    operation: str
    ids: str
    arguments: Mapping[str, Any] | None = None


_OWN = {"OwnerIds": ["self"]}

LISTINGS = (
    Listing("vpc", "ec2", "describe_vpcs", "Vpcs[].VpcId"),
    Listing("subnet", "ec2", "describe_subnets", "Subnets[].SubnetId"),
    Listing(
        "internet_gateway",
        "ec2",
        "describe_internet_gateways",
        "InternetGateways[].InternetGatewayId",
    ),
    Listing(
        "nat_gateway",
        "ec2",
        "describe_nat_gateways",
        "NatGateways[?State!='deleted' && State!='deleting'].NatGatewayId",
    ),
    Listing("eip", "ec2", "describe_addresses", "Addresses[].AllocationId"),
    Listing("route_table", "ec2", "describe_route_tables", "RouteTables[].RouteTableId"),
    Listing("network_acl", "ec2", "describe_network_acls", "NetworkAcls[].NetworkAclId"),
    Listing("security_group", "ec2", "describe_security_groups", "SecurityGroups[].GroupId"),
    Listing(
        "vpc_endpoint",
        "ec2",
        "describe_vpc_endpoints",
        "VpcEndpoints[?State!='deleted' && State!='deleting'].VpcEndpointId",
    ),
    Listing("flow_log", "ec2", "describe_flow_logs", "FlowLogs[].FlowLogId"),
    Listing(
        "network_interface",
        "ec2",
        "describe_network_interfaces",
        "NetworkInterfaces[].NetworkInterfaceId",
    ),
    Listing(
        "instance",
        "ec2",
        "describe_instances",
        "Reservations[].Instances[?State.Name!='terminated'][].InstanceId",
    ),
    Listing("volume", "ec2", "describe_volumes", "Volumes[].VolumeId"),
    Listing("snapshot", "ec2", "describe_snapshots", "Snapshots[].SnapshotId", _OWN),
    Listing("image", "ec2", "describe_images", "Images[].ImageId", {"Owners": ["self"]}),
    Listing(
        "launch_template",
        "ec2",
        "describe_launch_templates",
        "LaunchTemplates[].LaunchTemplateId",
    ),
    Listing("key_pair", "ec2", "describe_key_pairs", "KeyPairs[].KeyName"),
    Listing(
        "autoscaling_group",
        "autoscaling",
        "describe_auto_scaling_groups",
        "AutoScalingGroups[].AutoScalingGroupName",
    ),
    Listing(
        "autoscaling_policy", "autoscaling", "describe_policies", "ScalingPolicies[].PolicyName"
    ),
    Listing("lb", "elbv2", "describe_load_balancers", "LoadBalancers[].LoadBalancerArn"),
    Listing("lb_target_group", "elbv2", "describe_target_groups", "TargetGroups[].TargetGroupArn"),
    Listing("db_instance", "rds", "describe_db_instances", "DBInstances[].DBInstanceIdentifier"),
    Listing("db_snapshot", "rds", "describe_db_snapshots", "DBSnapshots[].DBSnapshotIdentifier"),
    Listing(
        "db_subnet_group", "rds", "describe_db_subnet_groups", "DBSubnetGroups[].DBSubnetGroupName"
    ),
    Listing(
        "db_parameter_group",
        "rds",
        "describe_db_parameter_groups",
        "DBParameterGroups[].DBParameterGroupName",
    ),
    Listing(
        "elasticache_replication_group",
        "elasticache",
        "describe_replication_groups",
        "ReplicationGroups[].ReplicationGroupId",
    ),
    Listing(
        "elasticache_cluster",
        "elasticache",
        "describe_cache_clusters",
        "CacheClusters[].CacheClusterId",
    ),
    Listing(
        "elasticache_subnet_group",
        "elasticache",
        "describe_cache_subnet_groups",
        "CacheSubnetGroups[].CacheSubnetGroupName",
    ),
    Listing(
        "elasticache_parameter_group",
        "elasticache",
        "describe_cache_parameter_groups",
        "CacheParameterGroups[].CacheParameterGroupName",
    ),
    Listing("iam_role", "iam", "list_roles", "Roles[].RoleName"),
    Listing("iam_policy", "iam", "list_policies", "Policies[].PolicyName", {"Scope": "Local"}),
    Listing(
        "iam_instance_profile",
        "iam",
        "list_instance_profiles",
        "InstanceProfiles[].InstanceProfileName",
    ),
    Listing("iam_user", "iam", "list_users", "Users[].UserName"),
    Listing("s3_bucket", "s3", "list_buckets", "Buckets[].Name"),
    Listing(
        "kms_alias",
        "kms",
        "list_aliases",
        "Aliases[?!starts_with(AliasName, 'alias/aws/')].AliasName",
    ),
    Listing(
        "secretsmanager_secret", "secretsmanager", "list_secrets", "SecretList[?!DeletedDate].Name"
    ),
    Listing("ssm_parameter", "ssm", "describe_parameters", "Parameters[].Name"),
    Listing("cloudwatch_log_group", "logs", "describe_log_groups", "logGroups[].logGroupName"),
    Listing("cloudwatch_metric_alarm", "cloudwatch", "describe_alarms", "MetricAlarms[].AlarmName"),
    Listing(
        "cloudwatch_dashboard",
        "cloudwatch",
        "list_dashboards",
        "DashboardEntries[].DashboardName",
    ),
    Listing("cloudwatch_event_rule", "events", "list_rules", "Rules[].Name"),
    Listing("lambda_function", "lambda", "list_functions", "Functions[].FunctionName"),
    Listing("sns_topic", "sns", "list_topics", "Topics[].TopicArn"),
    Listing(
        "sns_topic_subscription", "sns", "list_subscriptions", "Subscriptions[].SubscriptionArn"
    ),
    Listing("sqs_queue", "sqs", "list_queues", "QueueUrls"),
    Listing("dynamodb_table", "dynamodb", "list_tables", "TableNames"),
    Listing("route53_zone", "route53", "list_hosted_zones", "HostedZones[].Id"),
    Listing(
        "acm_certificate",
        "acm",
        "list_certificates",
        "CertificateSummaryList[].CertificateArn",
    ),
)

Inventory = frozenset[str]
"""Resources as `type id` lines, the types named as Terraform names them, without `aws_`."""


Client = Callable[[str], Any]
"""Returns the boto3 client of a service."""


def _listed(client: Client, listing: Listing) -> list[str]:
    service = client(listing.service)
    arguments = dict(listing.arguments or {})
    if service.can_paginate(listing.operation):
        pages = list(service.get_paginator(listing.operation).paginate(**arguments))
    else:
        pages = [getattr(service, listing.operation)(**arguments)]
    return [found for page in pages for found in jmespath.search(listing.ids, page) or []]


def _keys_in_use(client: Client) -> list[str]:
    """Return the customer's keys that are not waiting for their deletion."""
    kms = client("kms")
    pages = kms.get_paginator("list_keys").paginate()
    described = [
        kms.describe_key(KeyId=key["KeyId"])["KeyMetadata"]
        for page in pages
        for key in page["Keys"]
    ]
    return [
        key["KeyId"]
        for key in described
        if key["KeyManager"] == "CUSTOMER" and key["KeyState"] != "PendingDeletion"
    ]


def _records(client: Client) -> list[str]:
    """Return the DNS records that someone added to a zone."""
    route53 = client("route53")
    return [
        f"{zone['Id']}/{record['Name']}/{record['Type']}"
        for zone in route53.list_hosted_zones()["HostedZones"]
        for page in route53.get_paginator("list_resource_record_sets").paginate(
            HostedZoneId=zone["Id"]
        )
        for record in page["ResourceRecordSets"]
        if record["Type"] not in ("NS", "SOA")
    ]


def take(session: boto3.Session, endpoint_url: str | None = None) -> Inventory:
    """Return all that the account of `session` holds in its region, asked at `endpoint_url`.

    KMS keys and secrets that wait for their deletion do not count: nobody can use them.
    """
    client = cache(lambda service: session.client(service, endpoint_url=endpoint_url))
    found = [(listing.type, name) for listing in LISTINGS for name in _listed(client, listing)]
    found += [("kms_key", key) for key in _keys_in_use(client)]
    found += [("route53_record", record) for record in _records(client)]
    return frozenset(f"{type_} {name}" for type_, name in found)

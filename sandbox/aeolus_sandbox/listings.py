"""How the resources of each type are listed: one row a type, named as Terraform names it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


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
    Listing("dlm_lifecycle_policy", "dlm", "get_lifecycle_policies", "Policies[].PolicyId"),
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

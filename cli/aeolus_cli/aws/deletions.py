"""The AWS CLI command that deletes a resource, by its Terraform type."""

from __future__ import annotations

_EC2 = {
    "aws_vpc": "delete-vpc --vpc-id",
    "aws_subnet": "delete-subnet --subnet-id",
    "aws_internet_gateway": "delete-internet-gateway --internet-gateway-id",
    "aws_nat_gateway": "delete-nat-gateway --nat-gateway-id",
    "aws_eip": "release-address --allocation-id",
    "aws_route_table": "delete-route-table --route-table-id",
    "aws_vpc_endpoint": "delete-vpc-endpoints --vpc-endpoint-ids",
    "aws_flow_log": "delete-flow-logs --flow-log-ids",
    "aws_security_group": "delete-security-group --group-id",
    "aws_launch_template": "delete-launch-template --launch-template-id",
    "aws_ebs_volume": "delete-volume --volume-id",
}

COMMANDS: dict[str, str] = {
    **{type_: f"ec2 {command} {{id}}" for type_, command in _EC2.items()},
    "aws_dlm_lifecycle_policy": "dlm delete-lifecycle-policy --policy-id {id}",
    "aws_kms_key": "kms schedule-key-deletion --key-id {id}",
    "aws_secretsmanager_secret": "secretsmanager delete-secret --secret-id {id}",
    "aws_s3_bucket": "s3api delete-bucket --bucket {id}",
    "aws_db_instance": "rds delete-db-instance --db-instance-identifier {id}"
    " --final-db-snapshot-identifier {id}-orphan",
    "aws_db_subnet_group": "rds delete-db-subnet-group --db-subnet-group-name {id}",
    "aws_db_parameter_group": "rds delete-db-parameter-group --db-parameter-group-name {id}",
    "aws_elasticache_replication_group": "elasticache delete-replication-group"
    " --replication-group-id {id}",
    "aws_elasticache_subnet_group": "elasticache delete-cache-subnet-group"
    " --cache-subnet-group-name {id}",
    "aws_elasticache_parameter_group": "elasticache delete-cache-parameter-group"
    " --cache-parameter-group-name {id}",
    "aws_lb": "elbv2 delete-load-balancer --load-balancer-arn {id}",
    "aws_lb_target_group": "elbv2 delete-target-group --target-group-arn {id}",
    "aws_lb_listener": "elbv2 delete-listener --listener-arn {id}",
    "aws_lb_listener_rule": "elbv2 delete-rule --rule-arn {id}",
    "aws_acm_certificate": "acm delete-certificate --certificate-arn {id}",
    "aws_route53_zone": "route53 delete-hosted-zone --id {id}",
    "aws_lambda_function": "lambda delete-function --function-name {id}",
    "aws_cloudwatch_log_group": "logs delete-log-group --log-group-name {id}",
    "aws_cloudwatch_metric_alarm": "cloudwatch delete-alarms --alarm-names {id}",
    "aws_sns_topic": "sns delete-topic --topic-arn {id}",
    "aws_cloudwatch_event_rule": "events delete-rule --name {id}",
    "aws_dynamodb_table": "dynamodb delete-table --table-name {id}",
    "aws_iam_role": "iam delete-role --role-name {id}",
    "aws_autoscaling_group": "autoscaling delete-auto-scaling-group --auto-scaling-group-name {id}",
}
"""Terraform type → AWS CLI command, after `aws`, with `{id}` for what `terraform import` takes."""


def delete_command(type_: str, import_id: str) -> str | None:
    """Return the command that deletes the resource; None where the type alone does not tell."""
    command = COMMANDS.get(type_)
    return f"aws {command.format(id=import_id)}" if command else None

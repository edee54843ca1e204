"""A record of the connections in a VPC."""

from __future__ import annotations

from constructs import Construct

from .deployment import Deployment
from .encryption_key import EncryptionKey
from .iam import Role, Statement
from .providers import CloudwatchLogGroup, FlowLog


class FlowLogs(Construct):
    """An `aws_flow_log` of all traffic into an encrypted log group, every ten minutes.

    Ten minutes is the longest aggregation, hence the fewest records to pay for. The role may
    write to this one group and not create it anew: records that arrive late in a destroy would
    otherwise bring the group back and stand in the way of the next deploy (Amazon VPC User
    Guide, "IAM role for publishing flow logs to CloudWatch Logs").
    """

    def __init__(
        self,
        scope: Construct,
        id_: str,
        *,
        deployment: Deployment,
        encryption_key: EncryptionKey,
        vpc_id: str,
        retention_in_days: int,
    ) -> None:
        """Log the traffic of `vpc_id`; records are kept for `retention_in_days`."""
        super().__init__(scope, id_)
        name = deployment.name("flow-logs")
        group = CloudwatchLogGroup(
            self,
            "group",
            name=name,
            kms_key_id=encryption_key.arn,
            retention_in_days=retention_in_days,
        )
        role = Role(
            self,
            "role",
            deployment=deployment,
            suffix="flow-logs",
            service="vpc-flow-logs.amazonaws.com",
            trust_conditions={"StringEquals": {"aws:SourceAccount": deployment.account_id}},
            description="Writes the VPC's flow logs",
        )
        writes = Statement(
            ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
            [deployment.arn("logs", f"log-group:{name}:*")],
        )
        # Has no narrower form (Service Authorization Reference, "CloudWatch Logs").
        finds = Statement(["logs:DescribeLogGroups"], ["*"])
        role.grant("write", writes, finds)
        FlowLog(
            self,
            "log",
            vpc_id=vpc_id,
            traffic_type="ALL",
            log_destination_type="cloud-watch-logs",
            log_destination=group.arn,
            iam_role_arn=role.arn,
            max_aggregation_interval=600,
            tags={"Name": name},
            depends_on=role.ready,
        )

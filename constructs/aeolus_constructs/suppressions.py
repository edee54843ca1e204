"""Findings of checkov that are meant, each with its reason.

`make check` fails on any finding that no line here covers, and on any line that covers nothing.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Suppression:
    """One of checkov's checks, on the resources where it is not to be followed.

    `resource_type` is Terraform's; `path` is a pattern in the manner of a shell's (`*`, `?`) for
    the construct path below the stack, such as `storage/load_balancer_logs/*`.
    """

    check_id: str
    resource_type: str
    reason: str
    path: str = "*"


SUPPRESSIONS: tuple[Suppression, ...] = (
    Suppression(
        "CKV_AWS_338",
        "aws_cloudwatch_log_group",
        "How long logs stay is in the environment file; a year is a matter of policy and price.",
    ),
    Suppression(
        "CKV_AWS_145",
        "aws_s3_bucket",
        "Load balancers can write with S3's own key only.",
        path="*load?balancer?logs/*",
    ),
    Suppression(
        "CKV_AWS_18",
        "aws_s3_bucket",
        "CloudTrail's data events, an account's own choice, tell more than S3's access logs.",
    ),
    Suppression(
        "CKV_AWS_144",
        "aws_s3_bucket",
        "An environment lives in one region: what would use a copy elsewhere is not there.",
    ),
    Suppression("CKV2_AWS_62", "aws_s3_bucket", "Nothing acts on the arrival of an object."),
    Suppression(
        "CKV_AWS_88",
        "aws_launch_template",
        "The single node is the entrance: it stands in a public subnet with HTTPS open to the "
        "allowed networks.",
        path="*single-node/*",
    ),
    Suppression(
        "CKV2_AWS_19",
        "aws_eip",
        "The single node takes the address itself: its successor keeps it, by no deploy.",
        path="*single-node/public-address/*",
    ),
    Suppression(
        "CKV_AWS_378",
        "aws_lb_target_group",
        "TLS ends at the load balancer, and nodes take these ports from its security group alone.",
    ),
    Suppression(
        "CKV_AWS_150",
        "aws_lb",
        "Protection is in the environment file: production always has it.",
    ),
    Suppression(
        "CKV2_AWS_28",
        "aws_lb",
        "Only the allowed networks come in; a firewall for all comers is an account's own choice.",
        path="*web/*",
    ),
    Suppression(
        "CKV2_AWS_57",
        "aws_secretsmanager_secret",
        "Airflow reads its keys when it starts: a rotation is a step of operations, not of the "
        "clock (docs/secrets.md).",
        path="*/secrets/*",
    ),
    Suppression(
        "CKV_AWS_31",
        "aws_elasticache_replication_group",
        "Terraform must not know the token: a function sets it before anybody is let in (ADR 5).",
        path="*/broker/*",
    ),
    Suppression(
        "CKV2_AWS_50",
        "aws_elasticache_replication_group",
        "A replica is in the environment file; production cannot do without.",
        path="*/broker/*",
    ),
    Suppression(
        "CKV_AWS_161",
        "aws_db_instance",
        "Airflow connects by password: it keeps connections longer than an IAM token lives.",
        path="*/metastore/*",
    ),
    Suppression(
        "CKV_AWS_118",
        "aws_db_instance",
        "What RDS tells by itself suffices for the alarms; a minute more often is paid for.",
        path="*/metastore/*",
    ),
    Suppression(
        "CKV_AWS_353",
        "aws_db_instance",
        "Performance Insights are in the environment file; the smallest classes have none.",
        path="*/metastore/*",
    ),
    Suppression(
        "CKV_AWS_157",
        "aws_db_instance",
        "Multi-AZ is in the environment file; production cannot do without.",
        path="*/metastore/*",
    ),
    Suppression(
        "CKV_AWS_293",
        "aws_db_instance",
        "Deletion protection is in the environment file; production cannot do without.",
        path="*/metastore/*",
    ),
    Suppression(
        "CKV_AWS_119",
        "aws_dynamodb_table",
        "DynamoDB encrypts it by its own key: who schedules must not hang on KMS as well, and "
        "there is no secret in it.",
        path="*/lease/*",
    ),
    Suppression(
        "CKV_AWS_28",
        "aws_dynamodb_table",
        "Of who schedules only this moment counts: an older state brought back would be wrong.",
        path="*/lease/*",
    ),
    Suppression(
        "CKV_AWS_117",
        "aws_lambda_function",
        "Calls AWS's own APIs and nothing inside the VPC.",
    ),
    Suppression(
        "CKV_AWS_115",
        "aws_lambda_function",
        "A new account has ten concurrent executions and may give none of them away; only a "
        "deploy and a person call the one, and correctness hangs on no limit of the other.",
    ),
    Suppression(
        "CKV_AWS_272",
        "aws_lambda_function",
        "Whoever may deploy the code may sign it, too: a signature would add nothing.",
    ),
    Suppression(
        "CKV_AWS_50",
        "aws_lambda_function",
        "Its log tells each step and why; a trace of two services would add nothing.",
    ),
)

"""An orphan is only of use to its finder with the id that `terraform import` takes."""

from __future__ import annotations

import pytest

from aeolus_cli.aws.arns import parse_arn

HERE = "us-east-1:123456789012"


@pytest.mark.parametrize(
    ("arn", "type_", "import_id"),
    [
        (f"arn:aws:ec2:{HERE}:vpc/vpc-0abc", "aws_vpc", "vpc-0abc"),
        (f"arn:aws:ec2:{HERE}:natgateway/nat-1", "aws_nat_gateway", "nat-1"),
        (f"arn:aws:dlm:{HERE}:policy/policy-1", "aws_dlm_lifecycle_policy", "policy-1"),
        ("arn:aws:s3:::aeolus-prod-data-2026", "aws_s3_bucket", "aeolus-prod-data-2026"),
        (f"arn:aws:rds:{HERE}:db:aeolus-prod", "aws_db_instance", "aeolus-prod"),
        (
            f"arn:aws:sqs:{HERE}:dead",
            "aws_sqs_queue",
            "https://sqs.us-east-1.amazonaws.com/123456789012/dead",
        ),
        (f"arn:aws:sns:{HERE}:alarms", "aws_sns_topic", f"arn:aws:sns:{HERE}:alarms"),
        (
            f"arn:aws:logs:{HERE}:log-group:/aeolus/prod/scheduler:*",
            "aws_cloudwatch_log_group",
            "/aeolus/prod/scheduler",
        ),
        (
            f"arn:aws:cloudwatch:{HERE}:alarm:aeolus-prod-web: 5xx",
            "aws_cloudwatch_metric_alarm",
            "aeolus-prod-web: 5xx",
        ),
        (
            f"arn:aws:elasticloadbalancing:{HERE}:loadbalancer/app/web/50dc",
            "aws_lb",
            f"arn:aws:elasticloadbalancing:{HERE}:loadbalancer/app/web/50dc",
        ),
        (
            f"arn:aws:autoscaling:{HERE}:autoScalingGroup:1-2:autoScalingGroupName/masters",
            "aws_autoscaling_group",
            "masters",
        ),
        ("arn:aws:iam::123456789012:role/aeolus-prod-master", "aws_iam_role", "aeolus-prod-master"),
    ],
)
def test_type_and_import_id(arn: str, type_: str, import_id: str) -> None:
    parsed = parse_arn(arn)
    assert parsed.kind is not None
    assert (parsed.kind.types, parsed.import_id) == ((type_,), import_id)


def test_a_service_that_aeolus_does_not_use_is_still_listed() -> None:
    parsed = parse_arn(f"arn:aws:sagemaker:{HERE}:endpoint/other")
    assert parsed.kind is None
    assert parsed.import_id == "other"


@pytest.mark.parametrize("text", ["", "vpc-0abc", "arn:aws:ec2"])
def test_what_is_no_arn_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not an ARN"):
        parse_arn(text)

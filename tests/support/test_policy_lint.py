"""The policy lint: it must see what never works, and what grants too much."""

from __future__ import annotations

import json
from typing import Any

import pytest

from support.iam_reference import overlap
from support.policy_lint import documents, lint

OBJECTS = "arn:aws:s3:::dags/*"
TOPIC = "arn:aws:sns:us-east-1:123456789012:alarms"


def stack(
    actions: str | list[str],
    resources: str | list[str],
    condition: dict[str, Any] | None = None,
    *,
    type_: str = "aws_iam_role_policy",
    **more: Any,
) -> dict[str, Any]:
    """Return a stack with one policy of one statement."""
    statement = {
        "Effect": "Allow",
        "Action": [actions] if isinstance(actions, str) else actions,
        "Resource": [resources] if isinstance(resources, str) else resources,
        **({"Condition": condition} if condition else {}),
        **more,
    }
    policy = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
    return {"resource": {type_: {"one": {"policy": policy}}}}


def found(*arguments: Any, **options: Any) -> list[str]:
    return [each.why for each in lint(stack(*arguments, **options))]


@pytest.mark.parametrize(
    ("actions", "resources"),
    [
        ("s3:GetObject", OBJECTS),
        ("s3:GetObject", "${aws_s3_bucket.dags.arn}/dags/*"),
        (["s3:GetObject", "s3:ListBucket"], [OBJECTS, "arn:aws:s3:::dags"]),
        ("kms:Decrypt", "${aws_kms_key.key.arn}"),
        ("logs:PutLogEvents", "arn:aws:logs:us-east-1:123456789012:log-group:/aeolus/x/node:*"),
        ("secretsmanager:GetSecretValue", "${aws_secretsmanager_secret.fernet.arn}"),
        # Knows no resource.
        ("ec2:DescribeInstances", "*"),
    ],
)
def test_what_works_passes(actions: Any, resources: Any) -> None:
    assert found(actions, resources) == []


def test_a_misspelt_action() -> None:
    assert found("s3:GetObjet", OBJECTS) == ["s3:GetObjet: AWS knows no such action"]


def test_a_misspelt_service() -> None:
    assert found("secretmanager:GetSecretValue", "*") == [
        "secretmanager:GetSecretValue: AWS knows no such action"
    ]


@pytest.mark.parametrize("name", ["*", "s3:*", "s3:Get*"])
def test_a_wildcard_action(name: str) -> None:
    assert found(name, OBJECTS) == [f"{name}: a wildcard, which grants what nobody has thought of"]


def test_a_wildcard_may_deny() -> None:
    assert found("s3:*", OBJECTS, Effect="Deny") == []


def test_an_object_is_no_bucket() -> None:
    assert found("s3:ListBucket", OBJECTS)[0].startswith("s3:ListBucket: not on ")


def test_a_bucket_is_no_object() -> None:
    assert found("s3:GetObject", "arn:aws:s3:::dags")[0].startswith("s3:GetObject: not on ")


def test_a_resource_of_another_service() -> None:
    assert found("kms:Decrypt", "${aws_s3_bucket.dags.arn}")[0].startswith("kms:Decrypt: not on ")


def test_a_resource_that_no_action_of_the_statement_has() -> None:
    assert found("s3:GetObject", [OBJECTS, TOPIC]) == [
        f"{TOPIC}: is nothing that any action of the statement can have"
    ]


def test_a_resource_for_an_action_that_knows_none() -> None:
    instance = "arn:aws:ec2:us-east-1:123456789012:instance/*"
    assert found("ec2:DescribeInstances", instance)[0] == (
        f"ec2:DescribeInstances: can be granted on * alone, never on ['{instance}']"
    )


def test_everything_where_a_part_would_do() -> None:
    (why,) = found("sns:Publish", "*")
    assert why == "sns:Publish: on *, where it could be on arn:*:sns:*:*:*"


def test_in_a_key_policy_the_asterisk_is_the_key() -> None:
    service = {"Principal": {"Service": "sns.amazonaws.com"}, "type_": "aws_kms_key"}
    assert found("kms:Decrypt", "*", **service) == []


@pytest.mark.parametrize(
    ("operator", "key"),
    [
        ("StringEquals", "cloudwatch:namespace"),
        ("StringEquals", "CloudWatch:Namespace"),
        ("StringEquals", "aws:SourceAccount"),
        ("ForAnyValue:StringLike", "aws:PrincipalArn"),
    ],
)
def test_a_condition_that_can_hold(operator: str, key: str) -> None:
    assert found("cloudwatch:PutMetricData", "*", {operator: {key: "x"}}) == []


def test_a_condition_key_of_another_action() -> None:
    assert found("s3:GetObject", OBJECTS, {"StringEquals": {"s3:prefix": "dags/"}}) == [
        "s3:prefix: no request for s3:GetObject has this condition key"
    ]


def test_a_misspelt_condition_key() -> None:
    assert found("s3:GetObject", OBJECTS, {"StringEquals": {"aws:SourceAcount": "1"}}) == [
        "aws:SourceAcount: no request for s3:GetObject has this condition key"
    ]


def test_a_condition_key_with_a_name_in_it() -> None:
    context = {"ArnLike": {"kms:EncryptionContext:aws:logs:arn": "arn:aws:logs:*"}}
    assert found("kms:Decrypt", "${aws_kms_key.key.arn}", context) == []


def test_a_misspelt_operator() -> None:
    assert found("s3:GetObject", OBJECTS, {"StringEqual": {"aws:SourceAccount": "1"}}) == [
        "StringEqual: AWS knows no such operator"
    ]


def test_a_foreign_action_in_a_resources_own_policy() -> None:
    everyone = {"Principal": "*", "type_": "aws_sns_topic_policy"}
    assert "sqs:SendMessage: is not of sns, whose resource holds the policy" in found(
        "sqs:SendMessage", TOPIC, **everyone
    )


def test_only_the_account_itself_may_hand_a_key_to_iam() -> None:
    for account, findings in (("123456789012", 0), ("210987654321", 1)):
        root = {"AWS": f"arn:aws:iam::{account}:root"}
        assert len(found("kms:*", "*", Principal=root, type_="aws_kms_key")) == findings


def test_an_endpoint_may_pass_everything_of_someone() -> None:
    own = {"StringEquals": {"aws:PrincipalAccount": "123456789012"}}
    everyone = {"Principal": "*", "type_": "aws_vpc_endpoint"}
    assert found("s3:*", "*", own, **everyone) == []
    assert len(found("s3:*", "*", **everyone)) == 1


def test_a_finding_says_where() -> None:
    (finding,) = lint(stack("s3:GetObjet", OBJECTS))
    assert str(finding) == ("aws_iam_role_policy.one[0]: s3:GetObjet: AWS knows no such action")


def test_policies_are_found_in_any_argument() -> None:
    trust = json.loads(
        stack("sts:AssumeRole", [])["resource"]["aws_iam_role_policy"]["one"]["policy"]
    )
    rendered = {"resource": {"aws_iam_role": {"r": {"assume_role_policy": json.dumps(trust)}}}}
    assert [document.name for document in documents(rendered)] == ["r"]
    assert lint(rendered) == []


def test_an_expression_of_an_unknown_kind_is_an_error() -> None:
    with pytest.raises(KeyError, match="aws_glue_job"):
        lint(stack("s3:GetObject", "${aws_glue_job.one.arn}"))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("", "", True),
        ("a", "", False),
        ("*", "", True),
        ("a*", "*b", True),
        ("a*", "b*", False),
        ("log-group:/a/*", "log-group:*:log-stream:*", True),
        ("x/logs/*", "+", False),
        ("x*", "+", True),
        ("x", "+/*", False),
        ("x/*", "+/*", True),
    ],
)
def test_two_patterns_overlap(one: str, other: str, same: bool) -> None:
    assert overlap(one, other) is same
    assert overlap(other, one) is same

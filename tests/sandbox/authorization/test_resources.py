"""Which resources a call of an API acts on."""

from __future__ import annotations

from typing import Any

import pytest
from moto import mock_aws

from aeolus_sandbox.authorization.resources import Place, resources

HERE = Place("123456789012", "eu-central-1")
NOTHING: dict[str, Any] = {}
ARN = "arn:aws:{}:eu-central-1:123456789012:{}"


@pytest.mark.parametrize(
    ("service", "given", "arns"),
    [
        ("sqs", {"QueueUrl": "https://sqs/123456789012/own"}, [ARN.format("sqs", "own")]),
        ("sqs", {"QueueName": "own"}, [ARN.format("sqs", "own")]),
        ("sqs", {}, None),
        ("sns", {"TopicArn": ARN.format("sns", "own")}, [ARN.format("sns", "own")]),
        ("sns", {"Name": "own"}, [ARN.format("sns", "own")]),
        ("dynamodb", {"TableName": "t"}, [ARN.format("dynamodb", "table/t")]),
        (
            "dynamodb",
            {"TableName": "t", "IndexName": "i"},
            [ARN.format("dynamodb", "table/t/index/i")],
        ),
        (
            "dynamodb",
            {"TableName": ARN.format("dynamodb", "table/t")},
            [ARN.format("dynamodb", "table/t")],
        ),
        ("logs", {"logGroupName": "g"}, [ARN.format("logs", "log-group:g:log-stream:")]),
        (
            "logs",
            {"logGroupName": "g", "logStreamName": "s"},
            [ARN.format("logs", "log-group:g:log-stream:s")],
        ),
        ("logs", {}, None),
        ("ssm", {"Name": "/a/b"}, [ARN.format("ssm", "parameter/a/b")]),
        ("ssm", {"Path": "/a"}, [ARN.format("ssm", "parameter/a")]),
        ("ssm", {"Names": ["/a", "b"]}, [ARN.format("ssm", f"parameter/{n}") for n in "ab"]),
        ("ssm", {"DocumentName": "AWS-RunShellScript"}, None),
    ],
)
def test_they_are_named_by_parameters(
    service: str, given: dict[str, Any], arns: list[str] | None
) -> None:
    assert resources(HERE, service, "Any", given.get) == arns


def test_a_function_is_named_by_the_path() -> None:
    path = "/2015-03-31/functions/greet/invocations"
    assert resources(HERE, "lambda", "Invoke", NOTHING.get, path) == [
        ARN.format("lambda", "function:greet")
    ]
    assert resources(HERE, "lambda", "ListFunctions", NOTHING.get, "/2015-03-31/functions/") is None


@pytest.mark.parametrize(
    ("path", "arns"),
    [
        ("/2013-04-01/hostedzone/Z1/rrset/", ["arn:aws:route53:::hostedzone/Z1"]),
        ("/2013-04-01/change/C1", ["arn:aws:route53:::change/C1"]),
        ("/2013-04-01/hostedzone", None),
    ],
)
def test_a_zone_is_named_by_the_path_and_is_of_no_region(path: str, arns: list[str] | None) -> None:
    assert resources(HERE, "route53", "Any", NOTHING.get, path) == arns


def test_a_secret_that_is_not_there_has_an_arn_whose_end_is_unknown() -> None:
    with mock_aws():
        found = resources(
            HERE, "secretsmanager", "GetSecretValue", dict[str, Any](SecretId="own").get
        )
    assert found == [ARN.format("secretsmanager", "secret:own-??????")]


def test_what_looks_at_all_of_a_kind_is_about_all() -> None:
    assert resources(HERE, "ec2", "DescribeInstances", NOTHING.get) == ["*"]


def test_of_other_actions_it_is_not_known() -> None:
    assert resources(HERE, "ec2", "StopInstances", NOTHING.get) is None
    assert resources(HERE, "rds", "DescribeDBInstances", NOTHING.get) is None

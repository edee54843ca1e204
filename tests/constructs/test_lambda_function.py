"""A Lambda function: its own code, its own rights, and nothing that fails unseen."""

from __future__ import annotations

import importlib
import json
from pathlib import Path
from typing import Any

import pytest

from aeolus_constructs.encryption_key import EncryptionKey
from aeolus_constructs.function_archive import PROJECT
from aeolus_constructs.function_archive import build as archive_of
from aeolus_constructs.iam import Statement
from aeolus_constructs.lambda_function import LambdaFunction
from aeolus_constructs.providers import EbsVolume
from support.grants import granted, references
from support.render import DEPLOYMENT, Rendered, policy, render_construct, resources, the


def render(**props: Any) -> Rendered:
    """Render a function with a right of its own, and a user that waits for it."""

    def build(stack: Any) -> None:
        function = LambdaFunction(
            stack,
            "function",
            deployment=DEPLOYMENT,
            encryption_key=EncryptionKey(stack, "key", deployment=DEPLOYMENT),
            function="secret_provisioning",
            description="Sets secrets",
            timeout=60,
            memory_size=256,
            log_retention_in_days=7,
            **props,
        )
        function.role.grant("later", Statement(["sqs:ListQueues"], ["*"]))
        EbsVolume(stack, "user", size=1, availability_zone="us-east-1a", depends_on=function.ready)

    return render_construct(build)


@pytest.fixture(scope="module")
def rendered() -> Rendered:
    return render()


def function(rendered: Rendered) -> dict[str, Any]:
    return the(rendered, "aws_lambda_function")


# Code


def test_the_handler_is_there(rendered: Rendered) -> None:
    module, name = function(rendered)["handler"].rsplit(".", 1)
    assert callable(getattr(importlib.import_module(module), name))


def test_runs_the_projects_python(rendered: Rendered) -> None:
    assert function(rendered)["runtime"] == "python3.11"
    assert function(rendered)["architectures"] == ["arm64"]


def test_the_json_is_the_same_on_every_machine(rendered: Rendered) -> None:
    assert not Path(function(rendered)["filename"]).is_absolute()
    assert str(PROJECT) not in json.dumps(rendered)
    assert render() == rendered


def test_another_code_is_another_hash(rendered: Rendered) -> None:
    assert function(rendered)["source_code_hash"] == archive_of("secret_provisioning")[1]


# Failures are seen


def test_writes_json_to_a_log_group_that_is_made_first(rendered: Rendered) -> None:
    logging = function(rendered)["logging_config"]
    assert logging["log_format"] == "JSON"
    logs = the(rendered, "aws_cloudwatch_log_group")
    assert references(logging["log_group"]) in resources(rendered, "aws_cloudwatch_log_group")
    assert logs["name"] == f"/aws/lambda/{function(rendered)['function_name']}"
    assert logs["retention_in_days"] == 7
    assert logs["kms_key_id"].startswith("${aws_kms_key.")


def test_what_it_failed_on_is_kept_for_two_weeks(rendered: Rendered) -> None:
    target = function(rendered)["dead_letter_config"]["target_arn"]
    queue = resources(rendered, "aws_sqs_queue")[references(target)]
    assert queue["message_retention_seconds"] == 14 * 24 * 3600
    assert queue["kms_master_key_id"].startswith("${aws_kms_key.")


# Rights


def test_only_lambda_can_take_its_role(rendered: Rendered) -> None:
    (trust,) = policy(the(rendered, "aws_iam_role"), "assume_role_policy")
    assert trust["Principal"] == {"Service": "lambda.amazonaws.com"}


def test_may_log_and_give_up_and_nothing_else(rendered: Rendered) -> None:
    rights = granted(rendered, "function_role")
    del rights["sqs:ListQueues"]  # the test's own
    assert set(rights) == {
        "logs:CreateLogStream",
        "logs:PutLogEvents",
        "sqs:SendMessage",
        "kms:Decrypt",
        "kms:GenerateDataKey",
    }
    for action, allowed in rights.items():
        (arn,) = allowed
        assert arn.startswith("${aws_"), action


def test_may_use_the_key_for_its_queue_and_not_for_secrets(rendered: Rendered) -> None:
    (statement,) = [
        each
        for each in policy(the(rendered, "aws_iam_role_policy", "_run"))
        if "kms:Decrypt" in each["Action"]
    ]
    assert statement["Condition"] == {
        "StringEquals": {"kms:ViaService": "sqs.us-east-1.amazonaws.com"}
    }


def test_is_ready_when_every_right_is_there(rendered: Rendered) -> None:
    waits_for = set(the(rendered, "aws_ebs_volume")["depends_on"])
    rights = {f"aws_iam_role_policy.{name}" for name in resources(rendered, "aws_iam_role_policy")}
    assert len(rights) == 2
    assert rights < waits_for
    assert any(each.startswith("aws_lambda_function.") for each in waits_for)


# What is there only when asked for


def test_has_no_variables_and_reserves_nothing_by_default(rendered: Rendered) -> None:
    for absent in ("environment", "kms_key_arn", "reserved_concurrent_executions", "vpc_config"):
        assert absent not in function(rendered)


def test_variables_are_encrypted() -> None:
    asked = function(render(environment={"LEVEL": "info"}, reserved_concurrent_executions=1))
    assert asked["environment"] == {"variables": {"LEVEL": "info"}}
    assert asked["kms_key_arn"].startswith("${aws_kms_key.")
    assert asked["reserved_concurrent_executions"] == 1

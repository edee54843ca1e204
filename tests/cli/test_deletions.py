"""Every delete command that is printed is one that AWS has."""

from __future__ import annotations

import re
from typing import Any

import boto3
import pytest
from botocore import xform_name

from aeolus_cli.aws.deletions import COMMANDS, delete_command

NAMES = {"s3api": "s3"}
"""The AWS CLI's name of a service → boto3's, where they differ."""


@pytest.mark.parametrize("type_", COMMANDS)
def test_service_operation_and_arguments_exist(type_: str) -> None:
    command = delete_command(type_, "x")
    assert command is not None
    _, service, operation, *arguments = command.split()
    make: Any = boto3.client
    client = make(NAMES.get(service, service), region_name="us-east-1")
    model = client.meta.service_model
    names = {xform_name(each, "-"): each for each in model.operation_names}
    assert operation in names
    shape = model.operation_model(names[operation]).input_shape
    assert shape is not None
    known = {xform_name(each, "-") for each in shape.members}
    given = {each.removeprefix("--") for each in arguments if each.startswith("--")}
    assert given <= known
    required = {xform_name(each, "-") for each in shape.required_members}
    assert required <= given


def test_the_id_is_where_it_belongs() -> None:
    assert delete_command("aws_kms_key", "key-1") == "aws kms schedule-key-deletion --key-id key-1"


def test_a_type_without_a_command() -> None:
    assert delete_command("aws_sqs_queue", "dead") is None
    assert re.match(r"aws_\w+$", next(iter(COMMANDS)))

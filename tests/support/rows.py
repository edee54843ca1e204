"""A table beside Airflow in which tasks leave a row each: what was done, and how often."""

from __future__ import annotations

from dataclasses import dataclass

import yaml

from aeolus_sandbox.region import Region

TABLE = "rows"
_POLICY = "write-rows"


@dataclass(frozen=True)
class Row:
    """What a task did: it ended `times`, the last time on `host`, with a text to leave."""

    key: str
    times: int
    host: str
    text: str


def allowed_to_workers(text: str) -> str:
    """Return an environment file whose workers' tasks may write rows.

    Each group has one worker, whatever waits, and a master one process for the UI, as all of them
    share two processors here. One that leaves without a word is not held for long, and Spot's give
    up within a minute.
    """
    environment = yaml.safe_load(text)
    arn = f"arn:aws:iam::{environment['account_id']}:policy/{_POLICY}"
    for group in environment["workers"].values():
        group["policy_arns"] = [arn]
        group |= {"min_size": 1, "max_size": 1, "scale_in_cooldown_seconds": 60}
        group["drain"] = {"heartbeat_timeout_seconds": 60, "deadline_seconds": 3000}
    environment["workers"]["heavy"]["drain"]["deadline_seconds"] = 60
    environment["masters"]["api_server_workers"] = 1
    return yaml.safe_dump(environment, sort_keys=False)


def prepare(region: Region) -> None:
    """Make the table, and the policy that lets write to it, as the account's owner does."""
    arn = region.client("dynamodb").create_table(
        TableName=TABLE,
        KeySchema=[{"AttributeName": "key", "KeyType": "HASH"}],
        AttributeDefinitions=[{"AttributeName": "key", "AttributeType": "S"}],
        BillingMode="PAY_PER_REQUEST",
    )["TableDescription"]["TableArn"]
    region.client("iam").create_policy(
        PolicyName=_POLICY,
        PolicyDocument=(
            '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow",'
            f' "Action": ["dynamodb:UpdateItem", "dynamodb:GetItem"], "Resource": "{arn}"}}]}}'
        ),
    )


def of_run(region: Region, run_id: str) -> list[Row]:
    """Return the rows that tasks of a run have left."""
    pages = region.client("dynamodb").get_paginator("scan").paginate(TableName=TABLE)
    return [
        Row(
            key=each["key"]["S"],
            times=int(each["times"]["N"]),
            host=each["host"]["S"],
            text=each["text"]["S"],
        )
        for page in pages
        for each in page["Items"]
        if each["key"]["S"].startswith(f"{run_id}/")
    ]


def leave(region: Region, key: str) -> None:
    """Leave a row that a task waits for."""
    region.client("dynamodb").put_item(TableName=TABLE, Item={"key": {"S": key}})

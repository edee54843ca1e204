"""A row in a table outside Airflow, which tasks leave and wait for."""

from __future__ import annotations

import socket
import time
from typing import Any

import boto3

TABLE = "rows"


def leave(key: str, text: str) -> None:
    """Count up the row of a task, and say something in it."""
    boto3.client("dynamodb").update_item(
        TableName=TABLE,
        Key={"key": {"S": key}},
        UpdateExpression="ADD times :one SET host = :host, #text = :text",
        ExpressionAttributeNames={"#text": "text"},
        ExpressionAttributeValues={
            ":one": {"N": "1"},
            ":host": {"S": socket.gethostname()},
            ":text": {"S": text},
        },
    )


def await_left(key: str) -> None:
    """Return when there is such a row."""
    table: Any = boto3.client("dynamodb")
    while "Item" not in table.get_item(TableName=TABLE, Key={"key": {"S": key}}):
        time.sleep(0.5)

"""Tells in a queue what it was called for, and what it sees of the shop from inside the VPC."""

from __future__ import annotations

import json
import os
import urllib.request
from typing import Any

import boto3


def handler(event: dict[str, Any], _context: Any) -> dict[str, Any]:
    """Ask the shop how it is, and tell the queue, with the event."""
    with urllib.request.urlopen(os.environ["SHOP"], timeout=5) as answer:
        said = answer.read().decode().strip()
    seen = {"shop": said, "event": event}
    boto3.client("sqs").send_message(QueueUrl=os.environ["QUEUE"], MessageBody=json.dumps(seen))
    return seen

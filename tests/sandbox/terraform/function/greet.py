"""Greets by name; a Lambda function of the shop."""

from __future__ import annotations

import os
from typing import Any


def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    """Return a greeting for `event["name"]` and the table this function was given."""
    name = event.get("name", "stranger")
    print(f"greeting {name}")
    return {"greeting": f"hello {name}", "table": os.environ["TABLE"]}

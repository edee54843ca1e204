"""Targets that name an API operation (EventBridge Scheduler User Guide, "Using universal targets").

`arn:aws:scheduler:::aws-sdk:rds:stopDBInstance`. Its SDK writes names of operations and
parameters with other capitals than the API's own reference: `DbInstanceIdentifier`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from botocore import xform_name

from aeolus_sandbox.authorization.credentials import for_role
from aeolus_sandbox.client import client_as
from aeolus_sandbox.errors import SandboxError
from aeolus_sandbox.supervisor.world import World

READ_ONLY = ("get", "describe", "list", "query", "scan", "search", "select", "lookup", "receive")
"""Beginnings of operations that it refuses; some of many."""
SESSION = "schedule"


def universal(arn: str) -> bool:
    """Tell whether a target names an operation rather than a resource."""
    return arn.split(":")[2:6] == ["scheduler", "", "", "aws-sdk"]


def call(world: World, arn: str, role_arn: str, given: Mapping[str, Any]) -> None:
    """Call the operation in a role. Raises ClientError, BotoCoreError, and SandboxError.

    The last for an operation that there is not, or that only reads.
    """
    service, operation = arn.split(":")[6:8]
    credentials = for_role(world.account_id, role_arn, SESSION)
    client = client_as(service, world.url, world.region, credentials)
    model = client.meta.service_model
    name = _spelled(operation, model.operation_names)
    if operation.lower().startswith(READ_ONLY):
        raise SandboxError(f"{arn} only reads, which EventBridge Scheduler does not call")
    shape = model.operation_model(name).input_shape
    members = shape.members if shape else {}
    getattr(client, xform_name(name))(
        **{_spelled(key, members): value for key, value in given.items()}
    )


def _spelled(name: str, known: Iterable[str]) -> str:
    """Return a name as the API's own reference has it."""
    for each in known:
        if each.lower() == name.lower():
            return each
    raise SandboxError(f"{name} is none of {', '.join(sorted(known))}")

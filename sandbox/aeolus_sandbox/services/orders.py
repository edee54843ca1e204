"""What an owner can ask AWS to do with a node: calls of the API, as anybody's."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from botocore.exceptions import ClientError

from aeolus_sandbox.errors import SandboxError
from aeolus_sandbox.supervisor.seen import Fault

Orders = Mapping[Fault, Callable[[], None]]
# Of a replication group without cluster mode, which is the kind that runs here.
_ONLY_SHARD = "0001"


def of_instance(ec2: Any, identifier: str) -> Orders:
    """Return the orders for an instance."""
    one = {"InstanceIds": [identifier]}
    return {
        Fault.STOP: _order(ec2.stop_instances, **one),
        Fault.START: _order(ec2.start_instances, **one),
    }


def of_database(rds: Any, identifier: str) -> Orders:
    """Return the orders for a DB instance."""
    one = {"DBInstanceIdentifier": identifier}
    return {
        Fault.STOP: _order(rds.stop_db_instance, **one),
        Fault.START: _order(rds.start_db_instance, **one),
        Fault.FAIL_OVER: _order(rds.reboot_db_instance, **one, ForceFailover=True),
    }


def of_cache(elasticache: Any, group: str) -> Orders:
    """Return the orders for a node of a replication group."""
    one = {"ReplicationGroupId": group, "NodeGroupId": _ONLY_SHARD}
    return {Fault.FAIL_OVER: _order(elasticache.test_failover, **one)}


def _order(operation: Callable[..., object], **arguments: object) -> Callable[[], None]:
    """Return what calls an operation; it raises SandboxError with AWS's reason for a refusal."""

    def ask() -> None:
        try:
            operation(**arguments)
        except ClientError as error:
            raise SandboxError(error.response["Error"]["Message"]) from error

    return ask

"""RDS: a reboot happens, and may fail over."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from aeolus_sandbox.api import observations
from aeolus_sandbox.api.patches.patch import Patch, Replacement, method
from aeolus_sandbox.api.patches.rds_status import key
from aeolus_sandbox.api.patches.rds_zones import swap


def ask(instance: Any, *, failover: bool) -> None:
    """Ask for a reboot of moto's DB instance by whoever runs its server."""
    instance.reboot_asked = "failover" if failover else "reboot"
    observations.status[key(instance)] = "rebooting"


def asked(instance: Any) -> str:
    """Return whether a reboot of moto's DB instance, or a failover, waits to be done; or empty."""
    return getattr(instance, "reboot_asked", "")


def done(instance: Any) -> None:
    """Note that what was asked for has been done."""
    instance.reboot_asked = ""


def _reboot(self: Any) -> Any:
    from moto.core.responses import ActionResult
    from moto.rds.exceptions import InvalidDBInstanceStateError, InvalidParameterCombination

    identifier = self.params.get("DBInstanceIdentifier")
    [instance] = self.backend.describe_db_instances(identifier)
    failover = bool(self.params.get("ForceFailover"))
    if instance.status != "available":
        raise InvalidDBInstanceStateError(identifier, "stop")
    if failover and not instance.multi_az:
        raise InvalidParameterCombination(
            "ForceFailover cannot be specified: the DB instance is not configured for Multi-AZ."
        )
    if key(instance) in observations.status:
        ask(instance, failover=failover)
    elif failover:
        swap(instance)
    return ActionResult({"DBInstance": instance})


def _replacements() -> Sequence[Replacement]:
    from moto.rds.responses import RDSResponse

    return [method(RDSResponse, "reboot_db_instance", _reboot)]


PATCH = Patch(
    name="rds_reboot",
    aws="RebootDBInstance restarts an available instance; with ForceFailover, a Multi-AZ one in "
    "its standby's zone",
    source="Amazon RDS API Reference, RebootDBInstance",
    moto="does nothing, whatever its status",
    replacements=_replacements,
)

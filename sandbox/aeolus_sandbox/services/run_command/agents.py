"""Which instances' agents are online: those whose machine, role and network let them be.

AWS Systems Manager User Guide, "Troubleshooting managed node availability".
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from aeolus_sandbox.authorization.policy import Statement, decide
from aeolus_sandbox.authorization.principal import granted
from aeolus_sandbox.authorization.request import Request
from aeolus_sandbox.errors import SandboxError
from aeolus_sandbox.machines.machine import Machine, State

# What AmazonSSMManagedInstanceCore is there for: to register, and to be given commands.
_REGISTERS = "ssm:UpdateInstanceInformation"
_HEARS = ("ssmmessages:OpenDataChannel", "ec2messages:GetMessages")
_REACH_S = 5


def reaches(machine: Machine, region: str) -> bool:
    """Return whether a machine runs, and a connection to Systems Manager can be made from it."""
    if machine.state is not State.RUNNING:
        return False
    connect = f"exec 3<>/dev/tcp/ssm.{region}.amazonaws.com/443"
    try:
        result = machine.run(
            ["timeout", str(_REACH_S), "bash", "-c", connect], limit_s=_REACH_S * 2
        )
    except SandboxError:
        return False  # it is just going down, or coming up
    return result.status == 0


def may_be_managed(ec2: Any, iam: Any, instance_id: str) -> bool:
    """Return whether the role of an instance of moto's EC2 may do what its agent has to."""
    found = _statements(ec2, iam, instance_id)
    return _permitted(found, _REGISTERS) and any(_permitted(found, one) for one in _HEARS)


def _statements(ec2: Any, iam: Any, instance_id: str) -> Sequence[Statement]:
    """Return what the roles of an instance's profile are now permitted by."""
    association = ec2.iam_instance_profile_associations.get(instance_id)
    if association is None:
        return ()
    profile = iam.instance_profiles.get(association.iam_instance_profile.name)
    return [statement for role in (profile.roles if profile else ()) for statement in granted(role)]


def _permitted(found: Sequence[Statement], action: str) -> bool:
    # Whatever its conditions are about: an agent meets them when it asks.
    return decide(found, Request(action, None, told=())).allowed

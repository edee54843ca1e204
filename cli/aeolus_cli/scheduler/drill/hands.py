"""What befalls the active master in a drill, on AWS and in an embedded region."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol

from aeolus_agent.install.roles import LEASE, SCHEDULER
from aeolus_sandbox.errors import SandboxError
from aeolus_sandbox.machines.inside import Result
from aeolus_sandbox.region import Region
from aeolus_sandbox.supervisor.seen import Fault as RegionFault


class Fault(StrEnum):
    """A kind of drill."""

    PROCESS = "process"
    """The scheduler is killed; its master starts it again."""
    HOST = "host"
    """The master loses its power."""
    PARTITION = "partition"
    """The master is cut off the network, and comes back later."""
    FREEZE = "freeze"
    """The master stands still, and goes on later."""
    STUCK = "stuck"
    """The scheduler's processes stand still."""

    @property
    def moves(self) -> bool:
        """Whether another master is to take over."""
        return self is not Fault.PROCESS


class Hands(Protocol):
    """Whoever does it."""

    def strike(self, fault: Fault, node: str) -> None:
        """Let it befall a master."""

    def mend(self, fault: Fault, node: str) -> None:
        """Undo what undoes itself no other way; called once another has taken over."""


_KILL = f"systemctl kill --kill-whom=all --signal=KILL {SCHEDULER}"
_STOP = f"systemctl kill --kill-whom=all --signal=STOP {SCHEDULER}"
_LIMIT_S = 30.0


@dataclass(frozen=True)
class InRegion:
    """An embedded region's own faults; what befalls a process is done in its machine."""

    region: Region

    def strike(self, fault: Fault, node: str) -> None:
        """Let it befall a master. Raises SandboxError."""
        if fault in (Fault.PROCESS, Fault.STUCK):
            script = _KILL if fault is Fault.PROCESS else _STOP
            entry = self.region.entry(node, "bash", "-c", script)
            Result.of(entry.command, limit_s=_LIMIT_S)
            return
        self.region.befall(
            {
                Fault.HOST: RegionFault.KILL,
                Fault.PARTITION: RegionFault.CUT,
                Fault.FREEZE: RegionFault.FREEZE,
            }[fault],
            node,
        )

    def mend(self, fault: Fault, node: str) -> None:
        """Heal or thaw, unless its group has replaced it meanwhile."""
        mending = {Fault.PARTITION: RegionFault.HEAL, Fault.FREEZE: RegionFault.THAW}
        if fault in mending:
            with suppress(SandboxError):
                self.region.befall(mending[fault], node)


AWAY_S = 90
"""For so long a master on AWS is cut off, or stands still: then it comes back by itself."""
_CUT = f"""
link=$(ip -o route show default | sed -n 's/.* dev \\([^ ]*\\).*/\\1/p')
systemd-run --collect sh -c "ip link set dev $link down; sleep {AWAY_S}; ip link set dev $link up"
"""
_FREEZE = f"""
systemctl freeze {SCHEDULER} {LEASE}
systemd-run --collect --on-active={AWAY_S} systemctl thaw {SCHEDULER} {LEASE}
"""
_SCRIPTS = {
    Fault.PROCESS: _KILL,
    Fault.STUCK: _STOP,
    Fault.PARTITION: _CUT,
    Fault.FREEZE: _FREEZE,
}


@dataclass(frozen=True)
class OnAws:
    """EC2 and Systems Manager: no machine of AWS's can be frozen, so its two services are."""

    ec2: Any
    ssm: Any

    def strike(self, fault: Fault, node: str) -> None:
        """Let it befall a master. Raises ClientError."""
        if fault is Fault.HOST:
            # Forced, which is as near to a loss of power as one may come.
            self.ec2.stop_instances(InstanceIds=[node], Force=True)
            return
        self.ssm.send_command(
            InstanceIds=[node],
            DocumentName="AWS-RunShellScript",
            Parameters={"commands": _SCRIPTS[fault].strip().splitlines()},
        )

    def mend(self, fault: Fault, node: str) -> None:
        """Do nothing: it comes back by itself, or its group replaces it."""

"""A machine: powered on and off, frozen and thawed, and asked to run a command."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from aeolus_sandbox.errors import SandboxError
from aeolus_sandbox.machines import nspawn
from aeolus_sandbox.machines.cgroup import Cgroup
from aeolus_sandbox.machines.inside import Result, enter_command
from aeolus_sandbox.machines.layers import Disk
from aeolus_sandbox.machines.leader import find_leader
from aeolus_sandbox.machines.spec import MachineSpec

# systemd(1), Signals: what the ACPI power and reset buttons send to a machine's PID 1.
_POWER_OFF = signal.SIGRTMIN + 4
_REBOOT = signal.SIGRTMIN + 5
_BOOT_STEP_S = 0.1


class State(StrEnum):
    """Whether a machine runs."""

    RUNNING = "running"
    FROZEN = "frozen"
    OFF = "off"


@dataclass(frozen=True)
class Machine:
    """The machine of `spec`, kept in `directory`, its processes in `cgroup`.

    All that is known of it is on disk and in the kernel: another process may make the same
    object later and go on with it.
    """

    spec: MachineSpec
    directory: Path
    cgroup: Cgroup

    @property
    def disk(self) -> Disk:
        """Its disk, mounted from the first boot until it is discarded."""
        return Disk(self.directory, self.spec.disk_bytes)

    @property
    def console(self) -> Path:
        """The file that holds what the machine has printed on its console, over all its boots."""
        return self.directory / "console.log"

    @property
    def state(self) -> State:
        """What has become of the machine."""
        if not self.cgroup.populated:
            return State.OFF
        return State.FROZEN if self.cgroup.frozen else State.RUNNING

    def boot(self) -> None:
        """Power the machine on; return when it has begun to boot, which takes it some seconds.

        Raises SandboxError when it runs already or its disk cannot be mounted.
        """
        if self.state is not State.OFF:
            raise SandboxError(f"machine {self.spec.instance_id} runs already: power it off first")
        self.directory.mkdir(parents=True, exist_ok=True)
        self.disk.mount(self.spec.layers)
        identity = self.directory / "hypervisor"
        nspawn.write_identity(self.spec, self.disk.root, identity)
        self.cgroup.create(memory_bytes=self.spec.memory_bytes, cpus=self.spec.cpus)
        cgroups = self.cgroup.leaf("machine")
        command = nspawn.boot_command(self.spec, self.disk.root, identity, cgroups)
        with self.console.open("ab") as console:
            subprocess.run(
                enter_command(self.cgroup.leaf("hypervisor"), command),
                stdin=subprocess.DEVNULL,
                stdout=console,
                stderr=subprocess.STDOUT,
                env={"PATH": os.environ["PATH"], **nspawn.ENVIRONMENT},
                check=True,
            )

    def await_running(self, limit_s: float = 600.0) -> str:
        """Return `running` or `degraded`, as systemd says, once the machine has booted.

        Raises SandboxError when it has not after `limit_s`, or is powered off meanwhile.
        """
        deadline = time.monotonic() + limit_s
        while time.monotonic() < deadline and self.state is not State.OFF:
            if self._leader() is not None:
                # As long as there is no message bus on which to wait, it answers at once.
                asked = self.run(["systemctl", "is-system-running", "--wait"], limit_s=limit_s)
                if (said := asked.stdout.strip()) in ("running", "degraded"):
                    return said
            time.sleep(_BOOT_STEP_S)
        raise SandboxError(
            f"machine {self.spec.instance_id} did not boot within {limit_s:.0f} s: "
            f"see its console, {self.console}"
        )

    def power_off(self) -> None:
        """Take its power away: every process ends at once, nothing is told, the disk stays."""
        self.cgroup.kill()

    def shut_down(self) -> None:
        """Press its power button; return at once, though it may take its services a while."""
        os.kill(self.leader, _POWER_OFF)

    def reboot(self) -> None:
        """Ask it to reboot; return at once. Its disk and console log go on."""
        os.kill(self.leader, _REBOOT)

    def freeze(self) -> None:
        """Stop everything in it where it is: it holds its memory and its connections."""
        self.cgroup.freeze()

    def thaw(self) -> None:
        """Let a frozen machine go on."""
        self.cgroup.thaw()

    def discard(self) -> None:
        """Power the machine off and delete it with its disk; nothing of it is left."""
        self.power_off()
        self.cgroup.remove()
        self.disk.discard()
        nspawn.forget(self.spec.namespace)
        shutil.rmtree(self.directory, ignore_errors=True)

    @property
    def leader(self) -> int:
        """The pid, out here, of the machine's PID 1. Raises SandboxError when it has none."""
        leader = self._leader()
        if leader is None:
            raise SandboxError(
                f"machine {self.spec.instance_id} is not running: see its console, {self.console}"
            )
        return leader

    def run(self, command: Sequence[str], *, stdin: str = "", limit_s: float = 60.0) -> Result:
        """Run a command as root in the machine, with a fresh login's environment.

        Raises SandboxError when the machine is off or the command takes longer than `limit_s`.
        """
        return Result.of(self.command(command), stdin=stdin, limit_s=limit_s)

    def command(self, command: Sequence[str]) -> list[str]:
        """Return the command line that, run out here, runs `command` in the machine."""
        return enter_command(self.cgroup.leaf("commands"), command, leader=self.leader)

    def _leader(self) -> int | None:
        return find_leader(self.cgroup.processes("hypervisor"), self.disk.root)

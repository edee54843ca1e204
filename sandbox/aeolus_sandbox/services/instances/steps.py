"""Carries out what is decided about a machine, and tells EC2 what came of it."""

from __future__ import annotations

import os
import threading
import time
from contextlib import suppress
from pathlib import Path

from aeolus_sandbox.api.patches.ec2_power import set_state
from aeolus_sandbox.api.power import power
from aeolus_sandbox.errors import SandboxError
from aeolus_sandbox.machines.cgroup import Cgroup
from aeolus_sandbox.machines.hierarchies import Hierarchies
from aeolus_sandbox.machines.machine import Machine, State
from aeolus_sandbox.machines.spec import MachineSpec
from aeolus_sandbox.network.names import hosts
from aeolus_sandbox.services.instances.decide import Step
from aeolus_sandbox.services.instances.reading import Listed
from aeolus_sandbox.supervisor.world import World

# Amazon EC2 User Guide, "Stop and start": what does not shut down in some minutes is cut off. Here
# after so many seconds.
_SHUT_DOWN_S = 30.0
_LONGEST_WATCH_S = 3600.0
# On AWS each instance has processors of its own. Here one that boots would take them from those
# that work, just when they have to do the work of one that is gone, too.
_BOOTING, _BOOTED = 20, 100
_LONGEST_BOOT_S = 300.0


class Steps:
    """What is done to machines, one step at a time each."""

    def __init__(self, world: World) -> None:
        """No machine has lost its power yet."""
        self._world = world
        self._failing: dict[str, tuple[str, float]] = {}

    def take(self, step: Step, one: Listed) -> None:
        """Take a step; EC2 knows afterwards."""
        identifier = one.instance.instance_id
        if self._world.backend("ec2").get_instance(identifier).state != one.state:
            return  # decided by what is no longer so
        match step:
            case Step.BOOT:
                self._boot(one)
            case Step.SHUT_DOWN:
                self._shut_down(identifier)
            case Step.FORGET:
                self._forget(identifier, one.state)
            case Step.NOTE_OFF:
                self._note_off(identifier)

    def reboot(self, one: Listed) -> None:
        """Reboot a machine, or boot one that has lost its power."""
        machine = self._machine(one)
        self._failing.pop(one.instance.instance_id, None)
        if machine.state is State.FROZEN:
            machine.power_off()
        if machine.state is State.OFF:
            self.power_on(machine)
        else:
            machine.reboot()

    def fail(self, identifier: str, check: str) -> None:
        """Let a status check fail from now on: `system` or `instance`."""
        self._failing[identifier] = (check, time.monotonic())
        self._world.wake("ec2")

    def recover(self, identifier: str) -> None:
        """Let status checks pass."""
        self._failing.pop(identifier, None)
        self._world.wake("ec2")

    @property
    def failing(self) -> bool:
        """Whether a status check of any instance fails, or is about to."""
        return bool(self._failing)

    def failed_check(self, identifier: str, now: float) -> str | None:
        """Return the status check that has been seen to fail, if any."""
        check, since = self._failing.get(identifier, (None, now))
        return check if now - since >= self._world.status_check_s else None

    def _boot(self, one: Listed) -> None:
        identifier = one.instance.instance_id
        self._failing.pop(identifier, None)
        self._world.network.attach(one.instance.interface_id, identifier)
        machine = self._machine(one)
        if machine.state is State.OFF:
            self.power_on(machine)
        self._world.machines[identifier] = machine
        set_state(self._world.backend("ec2").get_instance(identifier), "running")
        self._world.say("booted", instance=identifier, address=one.instance.private_ip_address)

    def power_on(self, machine: Machine) -> None:
        """Boot a machine behind those that run, and have it looked at when it is off."""
        machine.boot()
        machine.cgroup.weigh(_BOOTING)
        for then in (self._let_boot, self._watch):
            threading.Thread(target=then, args=(machine,), daemon=True).start()

    def _let_boot(self, machine: Machine) -> None:
        """Let a machine have as much of the CPU as others, once it has booted."""
        with suppress(SandboxError):
            machine.await_running(_LONGEST_BOOT_S)
        with suppress(OSError):  # it is gone
            machine.cgroup.weigh(_BOOTED)

    def _watch(self, machine: Machine) -> None:
        """Have it looked at when the machine is off."""
        while machine.state is not State.OFF:
            # Removed meanwhile is as good as off; a machine that runs for long is watched again.
            with suppress(SandboxError, OSError):
                machine.cgroup.await_empty(_LONGEST_WATCH_S)
        self._world.wake("ec2")

    def _shut_down(self, identifier: str) -> None:
        machine = self._world.machines[identifier]
        with suppress(SandboxError, OSError):  # has ended by itself, or hears nothing
            if machine.state is State.RUNNING:
                machine.shut_down()
                machine.cgroup.await_empty(_SHUT_DOWN_S)
        machine.power_off()

    def _forget(self, identifier: str, state: str) -> None:
        if state == "stopping":
            set_state(self._world.backend("ec2").get_instance(identifier), "stopped")
            self._world.say("stopped", instance=identifier)
            return
        if machine := self._world.machines.pop(identifier, None):
            self._keep_console(machine, identifier)
            machine.discard()
        self._world.network.remove(identifier)
        power.terminating.pop(identifier, lambda: None)()
        self._world.say("terminated", instance=identifier)

    def _note_off(self, identifier: str) -> None:
        """A machine is off that nobody told to be so: it lost its power, or powered itself off."""
        if identifier in self._failing:
            return
        instance = self._world.backend("ec2").get_instance(identifier)
        if instance.instance_initiated_shutdown_behavior == "terminate":
            instance.terminate()
        else:
            instance.stop()

    def console(self, identifier: str) -> bytes:
        """Return what an instance's console has printed; that of one that is gone is kept."""
        machine = self._world.machine(identifier)
        file = machine.console if machine else self._consoles / f"{identifier}.log"
        return file.read_bytes() if file.exists() else b""

    @property
    def _consoles(self) -> Path:
        return self._world.directory / "consoles"

    def _keep_console(self, machine: Machine, identifier: str) -> None:
        self._consoles.mkdir(exist_ok=True)
        with suppress(FileNotFoundError):
            os.replace(machine.console, self._consoles / f"{identifier}.log")

    def _machine(self, one: Listed) -> Machine:
        instance, world = one.instance, self._world
        spec = MachineSpec(
            instance_id=instance.instance_id,
            hostname=instance.private_dns_name,
            layers=(world.trust, world.images.debian()),
            namespace=world.network.namespace(instance.instance_id),
            nameserver=world.network.topology.vpcs[instance.vpc_id].resolver,
            search=hosts.domain(world.region),
            memory_bytes=one.memory_bytes,
            disk_bytes=one.disk_bytes,
        )
        cgroup = Cgroup(f"{world.prefix}machines/{instance.instance_id}", Hierarchies.mounted())
        return Machine(spec, world.directory / "machines" / instance.instance_id, cgroup)

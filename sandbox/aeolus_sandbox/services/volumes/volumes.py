"""Keeps a block device for every attached volume, in the machine of its instance."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from aeolus_sandbox.api.block_devices import block_devices
from aeolus_sandbox.errors import SandboxError
from aeolus_sandbox.machines import loop_devices
from aeolus_sandbox.machines.machine import Machine, State
from aeolus_sandbox.services.volumes import inside, reading
from aeolus_sandbox.services.volumes.store import Store
from aeolus_sandbox.services.volumes.volume import Step, Volume, decide, free_number
from aeolus_sandbox.supervisor.node import Node
from aeolus_sandbox.supervisor.world import World

# A machine that boots again, or lets go of a device, tells nobody.
_LOOK_S = 0.5


class Volumes:
    """The EBS volumes of the region."""

    name = "volumes"
    concerns = frozenset({"ec2"})

    def __init__(self, world: World) -> None:
        """Nothing is attached yet."""
        self._world = world
        self._store = Store(world.directory / "volumes")
        self._devices: dict[str, Path] = {}
        # By instance, the numbers of its devices; by volume, the boot since which it is shown.
        self._numbers: dict[str, dict[str, int]] = {}
        self._shown: dict[str, int] = {}
        block_devices.present = True
        block_devices.snapshot = self._store.keep

    @property
    def period_s(self) -> float | None:
        """How often attached volumes are looked at; never where there are none."""
        return _LOOK_S if self._numbers else None

    def reconcile(self) -> None:
        """Bring devices to what EC2 says of volumes."""
        backend = self._world.backend("ec2")
        volumes = reading.volumes(backend)
        for volume in volumes:
            if self._store.provide(volume) and volume.volume_id in self._devices:
                loop_devices.fit(self._devices[volume.volume_id])
        for volume in volumes:
            self._look_after(volume, backend)
        for gone in self._devices.keys() - {volume.volume_id for volume in volumes}:
            self._release(gone)
        kept = {volume.volume_id for volume in volumes} | set(backend.snapshots)
        for identifier in self._store.drop_all_but(kept):
            self._world.say("deleted", volume=identifier)

    def close(self) -> None:
        """Nothing goes on by itself."""

    def nodes(self) -> Sequence[Node]:
        """A volume runs nowhere."""
        return ()

    def _look_after(self, volume: Volume, backend: Any) -> None:
        identifier, attachment = volume.volume_id, volume.attachment
        machine = self._machine(volume)
        boot = _boot(machine) if machine else None
        device = self._devices.get(identifier)
        if attachment:
            self._number(attachment.instance_id, identifier)
        step = decide(
            volume,
            machine=boot is not None,
            shown=boot is not None and self._shown.get(identifier) == boot,
            exists=device is not None,
            busy=device is not None and loop_devices.busy(device),
        )
        match step:
            case Step.APPEAR if machine and boot:
                self._node(volume).appear(machine)
                self._shown[identifier] = boot
                backend.volumes[identifier].attachment.status = "attached"
                self._world.say("attached", volume=identifier, device=self._devices[identifier])
            case Step.STAY:
                # Amazon EBS User Guide, "Detach a volume": it is busy until it is unmounted.
                backend.volumes[identifier].attachment.status = "busy"
            case Step.VANISH:
                if machine and boot and attachment:
                    self._node(volume).vanish(machine, force=attachment.force)
                self._release(identifier)
                block_devices.detaching.pop(identifier).finish()
                self._world.say("detached", volume=identifier)
            case Step.RELEASE:
                self._release(identifier)

    def _machine(self, volume: Volume) -> Machine | None:
        if volume.attachment is None:
            return None
        machine = self._world.machine(volume.attachment.instance_id)
        return machine if machine and machine.state is State.RUNNING else None

    def _number(self, instance: str, volume: str) -> int:
        numbers = self._numbers.setdefault(instance, {})
        if volume not in numbers:
            numbers[volume] = free_number(numbers.values())
        return numbers[volume]

    def _node(self, volume: Volume) -> inside.Node:
        assert volume.attachment is not None
        identifier = volume.volume_id
        if identifier not in self._devices:
            self._devices[identifier] = loop_devices.attach(self._store.file(identifier))
        number = self._number(volume.attachment.instance_id, identifier)
        return inside.Node(volume, self._devices[identifier], number)

    def _release(self, volume: str) -> None:
        self._shown.pop(volume, None)
        if device := self._devices.pop(volume, None):
            loop_devices.release(device)
        for numbers in self._numbers.values():
            numbers.pop(volume, None)
        self._numbers = {key: numbers for key, numbers in self._numbers.items() if numbers}


def _boot(machine: Machine) -> int | None:
    """Return what tells boots of a machine apart: none before its PID 1 runs."""
    try:
        return machine.leader
    except SandboxError:
        return None

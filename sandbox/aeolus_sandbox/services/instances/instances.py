"""Keeps a machine for every instance: booted, stopped, rebooted and gone as EC2 says."""

from __future__ import annotations

import time
from collections.abc import Callable, Container, Sequence
from ipaddress import IPv4Address
from typing import Any

from aeolus_sandbox.api import observations
from aeolus_sandbox.api.power import power
from aeolus_sandbox.authorization import credentials
from aeolus_sandbox.machines.machine import State
from aeolus_sandbox.metadata.instance import Credentials, Instance
from aeolus_sandbox.services.instances.decide import Step, decide
from aeolus_sandbox.services.instances.directory import Keys, VpcDirectory
from aeolus_sandbox.services.instances.interruptions import Interruptions
from aeolus_sandbox.services.instances.metadata import MetadataServers
from aeolus_sandbox.services.instances.node import InstanceNode
from aeolus_sandbox.services.instances.reading import Listed, Reader
from aeolus_sandbox.services.instances.steps import Steps
from aeolus_sandbox.services.orders import Orders, of_instance
from aeolus_sandbox.supervisor.errands import Errands
from aeolus_sandbox.supervisor.seen import Fault
from aeolus_sandbox.supervisor.world import World

_AT_ONCE = 8
_CHECK_S = 0.5


class Instances:
    """Instances of the region as machines."""

    name = "instances"
    concerns = frozenset({"ec2", "iam", "autoscaling"})

    def __init__(
        self, world: World, lifecycle: Callable[[str], str | None] = lambda instance: None
    ) -> None:
        """`lifecycle` tells the state that an Auto Scaling group's instance is on its way to."""
        power.present = True
        self._world = world
        self._interruptions = Interruptions(world)
        self._reader = Reader(
            world.account_id, world.region, world.client, lifecycle, self._interruptions.ends
        )
        self._steps = Steps(world)
        power.console = self._steps.console
        self._known: dict[tuple[str, IPv4Address], Instance] = {}
        self._listed: dict[str, Listed] = {}
        self._states: dict[str, str] = {}
        self._errands = Errands("machine", _AT_ONCE, self._failed, self._wake)
        keys = Keys(self._credentials)
        self._metadata = MetadataServers(
            world.network.fabric.names.router,
            lambda vpc: VpcDirectory(vpc, lambda: self._known, keys),
        )

    @property
    def period_s(self) -> float | None:
        """How often it looks: where no status check fails and no notice runs, it waits for none."""
        return _CHECK_S if self._steps.failing or self._interruptions else None

    def reconcile(self) -> None:
        """Bring machines to what EC2 says of instances."""
        _ = self._world.trust  # made before the first machine waits for it
        listed = self._reader.instances()
        self._known = {
            (one.instance.vpc_id, one.instance.private_ip_address): one.instance for one in listed
        }
        self._listed = {one.instance.instance_id: one for one in listed}
        self._tell_changes()
        if any(one.instance.interface_id not in self._interfaces() for one in listed):
            self._world.network.refresh()
        self._metadata.serve(self._world.network.topology.vpcs)
        for one in listed:
            self._look_after(one)
        self._check()
        self._interruptions.carry_out(set(self._listed))

    def close(self) -> None:
        """Serve no metadata, and begin nothing, any more."""
        self._errands.close()
        self._metadata.close()

    def nodes(self) -> Sequence[InstanceNode]:
        """Return the instances that have machines."""
        ec2 = self._world.client("ec2")
        return [
            InstanceNode(one.instance, machine, self._steps, self._orders(ec2, one.instance))
            for identifier, one in self._listed.items()
            if (machine := self._world.machine(identifier))
        ]

    def _orders(self, ec2: Any, instance: Instance) -> Orders:
        identifier = instance.instance_id
        orders = of_instance(ec2, identifier)
        if not instance.spot:
            return orders
        return {**orders, Fault.INTERRUPT: lambda: self._interruptions.begin(identifier)}

    def _interfaces(self) -> Container[str]:
        return self._world.network.topology.interfaces

    def _look_after(self, one: Listed) -> None:
        identifier = one.instance.instance_id
        machine = self._world.machine(identifier)
        state = machine.state if machine else State.OFF
        step = decide(one.state, state, booted=machine is not None)
        # One that has lost its power is booted by a reboot, too.
        if step in (None, Step.NOTE_OFF) and identifier in power.rebooting:
            self._begin(identifier, lambda: self._reboot(one))
        elif step is not None:
            self._begin(identifier, lambda: self._steps.take(step, one))

    def _reboot(self, one: Listed) -> None:
        power.rebooting.discard(one.instance.instance_id)
        self._steps.reboot(one)

    def _begin(self, identifier: str, work: Callable[[], None]) -> None:
        """Do one thing at a time to a machine; what is to be done then is found out anew."""

        def done() -> None:
            try:
                work()
            finally:
                self._wake()

        self._errands.begin(identifier, done)

    def _wake(self) -> None:
        self._world.wake("ec2")

    def _failed(self, identifier: str, error: Exception) -> None:
        self._world.say("failure", service=self.name, instance=identifier, error=str(error))

    def _tell_changes(self) -> None:
        """Tell EventBridge of each state that an instance has come to."""
        states = {identifier: one.state for identifier, one in self._listed.items()}
        gone = self._states.keys() - states.keys()
        changed = {key: state for key, state in states.items() if self._states.get(key) != state}
        self._states = states
        for identifier, state in [*changed.items(), *((each, "terminated") for each in gone)]:
            arn = f"arn:aws:ec2:{self._world.region}:{self._world.account_id}:instance/{identifier}"
            detail: dict[str, Any] = {"instance-id": identifier, "state": state}
            self._world.emit("aws.ec2", "EC2 Instance State-change Notification", detail, [arn])
        for identifier in gone:
            observations.impaired.pop(identifier, None)

    def _check(self) -> None:
        """Carry out the status checks of what runs."""
        now = time.monotonic()
        for identifier, one in self._listed.items():
            failed = self._steps.failed_check(identifier, now) if one.state == "running" else None
            if failed and observations.impaired.get(identifier) != failed:
                observations.impaired[identifier] = failed
                self._world.say("status check failed", instance=identifier, check=failed)
                self._world.wake("autoscaling")
            elif not failed and identifier in observations.impaired:
                del observations.impaired[identifier]
                self._world.say("status checks passed", instance=identifier)

    def _credentials(self, role: str, instance_id: str) -> Credentials:
        arn = f"arn:aws:iam::{self._world.account_id}:role/{role}"
        return credentials.for_role(self._world.account_id, arn, instance_id)

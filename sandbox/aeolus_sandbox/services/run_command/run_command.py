"""Keeps Systems Manager's managed nodes, and carries out its commands in their machines."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from aeolus_sandbox.api.managed_nodes import ManagedNode, managed_nodes
from aeolus_sandbox.services.run_command import agents
from aeolus_sandbox.services.run_command.execution import Execution
from aeolus_sandbox.supervisor.node import Node
from aeolus_sandbox.supervisor.world import World

# An agent that is cut off tells nobody.
_PING_S = 15.0
_SOON_S = 2.0
_AT_ONCE = 8


class RunCommand:
    """Run Command of the region."""

    name = "run command"
    concerns = frozenset({"ssm", "ec2", "iam"})

    def __init__(self, world: World) -> None:
        """No agent is online yet."""
        self._world = world
        self._executions: dict[str, Execution] = {}
        self._waiting = False
        managed_nodes.present = True

    @property
    def period_s(self) -> float | None:
        """How often agents are looked after: sooner as long as one is expected."""
        if self._waiting:
            return _SOON_S
        return _PING_S if self._world.machines else None

    def reconcile(self) -> None:
        """Begin new commands, end those called off, and see which agents are online."""
        for command in list(self._world.backend("ssm")._commands):
            if command.command_id not in self._executions:
                execution = self._executions[command.command_id] = Execution(self._world, command)
                threading.Thread(target=self._carry_out, args=(execution,), daemon=True).start()
            elif command.command_id in managed_nodes.cancelled:
                self._executions[command.command_id].cancel()
        self._ping()

    def close(self) -> None:
        """What is being carried out ends with its machines."""

    def nodes(self) -> Sequence[Node]:
        """An agent is a part of its instance."""
        return ()

    def _carry_out(self, execution: Execution) -> None:
        try:
            execution.run()
        except Exception as error:
            self._world.say("failure", service=self.name, error=repr(error))

    def _ping(self) -> None:
        ec2, iam = self._world.backend("ec2"), self._world.backend("iam")
        there = {each.id: each for each in ec2.all_instances() if each.state != "terminated"}
        running = [key for key, each in there.items() if each.state == "running"]
        managed = [one for one in running if agents.may_be_managed(ec2, iam, one)]
        with ThreadPoolExecutor(_AT_ONCE) as several:
            answers = several.map(self._reached, managed)
            reached = {one for one, answer in zip(managed, answers, strict=True) if answer}
        for identifier in reached:
            managed_nodes.known[identifier] = _node(there[identifier])
        for identifier, node in list(managed_nodes.known.items()):
            if identifier not in there:
                del managed_nodes.known[identifier]
            elif identifier not in reached:
                managed_nodes.known[identifier] = replace(node, online=False)
        self._waiting = len(reached) < len(managed)

    def _reached(self, instance_id: str) -> bool:
        machine = self._world.machine(instance_id)
        return machine is not None and agents.reaches(machine, self._world.region)


def _node(instance: Any) -> ManagedNode:
    return ManagedNode(
        instance_id=instance.id,
        address=instance.private_ip,
        hostname=instance.private_dns_name,
        last_ping=datetime.now(UTC),
    )

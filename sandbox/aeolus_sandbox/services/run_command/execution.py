"""Carries out one command at all its nodes, and tells Systems Manager how far it is."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import Any

from botocore.exceptions import ClientError

from aeolus_sandbox.api.managed_nodes import managed_nodes
from aeolus_sandbox.errors import SandboxError
from aeolus_sandbox.services.run_command import invocation, progress, tell
from aeolus_sandbox.services.run_command.document import RUN_SHELL_SCRIPT, Script, read, scripts
from aeolus_sandbox.services.run_command.invocation import Outcome
from aeolus_sandbox.services.run_command.progress import Status
from aeolus_sandbox.supervisor.world import World

_AT_MOST = 50
_LOOK_S = 0.2


class Execution:
    """A command of moto's on its way."""

    def __init__(self, world: World, command: Any) -> None:
        """Nothing is carried out yet."""
        self._world, self._command = world, command
        self._lock = threading.Lock()

    def run(self) -> None:
        """Carry the command out; return when it has ended at every node."""
        try:
            wanted = self._scripts()
        except (SandboxError, ClientError, KeyError, ValueError) as error:
            outcome = Outcome(Status.FAILED, "Failed", 1, stderr=f"{error}")
            for each in self._command.invocations:
                self._note(each, outcome)
        else:
            width = progress.share(self._command.max_concurrency, len(self._command.invocations))
            with ThreadPoolExecutor(max(1, min(width, _AT_MOST))) as nodes:
                list(nodes.map(lambda each: self._at(each, wanted), self._command.invocations))
        if not self._command.invocations:
            self._command.status, self._command.status_details = "Success", "NoInstancesInTag"

    def _scripts(self) -> list[Script]:
        name = self._command.document_name.rpartition("/")[2]
        if name == "AWS-RunShellScript":
            return scripts(RUN_SHELL_SCRIPT, self._command.parameters)
        answer = self._world.client("ssm").get_document(Name=self._command.document_name)
        return scripts(read(answer["Content"]), self._command.parameters)

    def _at(self, each: dict[str, Any], wanted: list[Script]) -> None:
        if progress.exceeded(self._statuses(), self._command.max_errors):
            return self._note(each, Outcome(Status.CANCELLED, "Terminated", -1))
        node = each["InstanceId"]
        late = time.monotonic() + self._command.timeout_seconds
        while not self._online(node):
            if self._cancelled():
                return self._note(each, Outcome(Status.CANCELLED, "Cancelled", -1))
            if time.monotonic() > late:
                return self._note(each, Outcome(Status.TIMED_OUT, "Delivery Timed Out", -1))
            time.sleep(_LOOK_S)
        machine = self._world.machine(node)
        if self._cancelled() or machine is None:
            return self._note(each, Outcome(Status.CANCELLED, "Cancelled", -1))
        each["ExecutionStartDateTime"] = tell.moment(datetime.now(UTC))
        self._note(each, Outcome(Status.IN_PROGRESS, "InProgress", -1))
        outcome = invocation.carry_out(machine, self._command.command_id, wanted, self._cancelled)
        tell.store_output(self._world, self._command, node, outcome)
        return self._note(each, outcome)

    def _note(self, each: dict[str, Any], outcome: Outcome) -> None:
        """Let Systems Manager know, and the event bus."""
        with self._lock:
            tell.enter(each, outcome)
            statuses = self._statuses()
            before, status = self._command.status, progress.overall(statuses)
            self._command.status = self._command.status_details = status.value
            self._command.completed_count = sum(one.ended for one in statuses)
            self._command.error_count = progress.errors(statuses)
        tell.invocation_changed(self._world, self._command, each)
        if status != before:
            tell.command_changed(self._world, self._command)

    def cancel(self) -> None:
        """End what runs of it."""
        for each in self._command.invocations:
            machine = self._world.machine(each["InstanceId"])
            if machine and each["Status"] == Status.IN_PROGRESS:
                invocation.end(machine, self._command.command_id)

    def _statuses(self) -> list[Status]:
        return [Status(each["Status"]) for each in self._command.invocations]

    def _cancelled(self) -> bool:
        return self._command.command_id in managed_nodes.cancelled

    @staticmethod
    def _online(node: str) -> bool:
        known = managed_nodes.known.get(node)
        return known is not None and known.online

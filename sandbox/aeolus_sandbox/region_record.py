"""A region that was brought up, as its state file describes it."""

from __future__ import annotations

import json
import os
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, TypeAdapter

from aeolus_sandbox import server_process
from aeolus_sandbox.account import Account
from aeolus_sandbox.environment import led_to_region, region_variables
from aeolus_sandbox.errors import SandboxError
from aeolus_sandbox.process import ProcessId
from aeolus_sandbox.supervisor.seen import (
    DOORS_PATH,
    ENTRY_PATH,
    EVENTS_PATH,
    FAULTS_PATH,
    NODES_PATH,
    DoorSeen,
    Entry,
    EntryAsked,
    EventsAsked,
    Fault,
    FaultAsked,
    NodeSeen,
)

_NODES = TypeAdapter(list[NodeSeen])
_DOORS = TypeAdapter(list[DoorSeen])


class State(StrEnum):
    """What became of a region: no trace of it, serving, or only its files left."""

    ABSENT = "absent"
    RUNNING = "running"
    STALE = "stale"


class Region(BaseModel):
    """A region that was brought up; its server may have ended since (see `state`).

    `machines` tells whether what is deployed comes to life, or is only remembered.
    """

    model_config = ConfigDict(frozen=True)

    name: str
    directory: Path
    account: Account
    port: int
    process: ProcessId
    created: datetime
    machines: bool = False

    @property
    def url(self) -> str:
        """The endpoint of every service of the region."""
        return f"http://{server_process.HOST}:{self.port}"

    @property
    def log(self) -> Path:
        """Where the server writes."""
        return server_process.log_file(self.directory)

    @property
    def authorities(self) -> Path:
        """The certificate of who vouches for all that the region says over TLS, in PEM."""
        return self.directory / "ca" / "ca.pem"  # of `Authority`, which takes long to import

    @property
    def state(self) -> State:
        """RUNNING while the very server that was started is alive, else STALE."""
        return State.RUNNING if self.process.alive() else State.STALE

    def variables(self) -> dict[str, str]:
        """Return just the variables that lead AWS tools to this region."""
        configuration = self.directory / "terraform.tfrc"
        return region_variables(self.url, self.account.region, configuration)

    def environment(self) -> dict[str, str]:
        """Return a whole environment for a subprocess: this one's, led to the region."""
        return led_to_region(os.environ, self.variables())

    def client(self, service: str) -> Any:
        """Return a boto3 client of one of the region's services."""
        from aeolus_sandbox import client  # boto3: not for those who only ask how a region is

        return client.client(service, self.url, self.account.region)

    def inventory(self) -> frozenset[str]:
        """Return all that the account holds now, as `type id` lines."""
        from aeolus_sandbox import client, inventory

        return inventory.take(client.session(self.account.region), self.url)

    def deployed(self) -> list[str]:
        """Return what the account holds beyond what it began with, sorted `type id` lines."""
        seeded = frozenset(json.loads((self.directory / "seeded.json").read_text()))
        return sorted(self.inventory() - seeded)

    def actions(self, forget: bool = False) -> list[str]:
        """Return the `service:Action` pairs called so far; begin anew afterwards if `forget`."""
        method = "DELETE" if forget else "GET"
        found: list[str] = json.loads(
            server_process.request(f"{self.url}/_sandbox/actions", method)
        )
        return found

    def nodes(self) -> list[NodeSeen]:
        """Return what runs in the region; nothing where it boots no machines."""
        if not self.machines:
            return []
        return _NODES.validate_json(server_process.request(f"{self.url}{NODES_PATH}"))

    def doors(self) -> list[DoorSeen]:
        """Return the ports of this machine that lead to what the region shows the internet."""
        if not self.machines:
            return []
        return _DOORS.validate_json(server_process.request(f"{self.url}{DOORS_PATH}"))

    def befall(self, fault: Fault, target: str) -> list[NodeSeen]:
        """Let a fault befall a node, by its id or address, or a zone; return whom it befell.

        Raises SandboxError when there is no such node or zone, or no machine at all.
        """
        self._require_machines()
        asked = FaultAsked(fault=fault, target=target).model_dump_json().encode()
        answer = server_process.request(f"{self.url}{FAULTS_PATH}", "POST", asked)
        return _NODES.validate_json(answer)

    def duplicate_events(self, on: bool) -> None:
        """Let EventBridge deliver every event twice from now on, or no longer.

        Raises SandboxError where there is no machine at all.
        """
        self._require_machines()
        asked = EventsAsked(duplicates=on).model_dump_json().encode()
        server_process.request(f"{self.url}{EVENTS_PATH}", "POST", asked)

    def entry(self, target: str, *command: str) -> Entry:
        """Return how to run a command in a node, by its id, address or name, and where its log is.

        Raises SandboxError when there is no such node, or no machine at all.
        """
        self._require_machines()
        asked = EntryAsked(target=target, command=command).model_dump_json().encode()
        answer = server_process.request(f"{self.url}{ENTRY_PATH}", "POST", asked)
        return Entry.model_validate_json(answer)

    def _require_machines(self) -> None:
        if not self.machines:
            raise SandboxError(f"sandbox {self.name!r} boots no machines: there are no nodes")

"""Embedded regions by name: bring one up, find it again, take it down."""

from __future__ import annotations

import json
import os
import shutil
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from aeolus_sandbox import provider_mirror, server_process
from aeolus_sandbox.account import Account
from aeolus_sandbox.environment import led_to_region, region_variables
from aeolus_sandbox.errors import SandboxError
from aeolus_sandbox.files import locked, write_atomically
from aeolus_sandbox.process import ProcessId


class State(StrEnum):
    """What became of a region: no trace of it, serving, or only its files left."""

    ABSENT = "absent"
    RUNNING = "running"
    STALE = "stale"


class Region(BaseModel):
    """A region that was brought up; its server may have ended since (see `state`)."""

    model_config = ConfigDict(frozen=True)

    name: str
    directory: Path
    account: Account
    port: int
    process: ProcessId
    created: datetime

    @property
    def url(self) -> str:
        """The endpoint of every service of the region."""
        return f"http://{server_process.HOST}:{self.port}"

    @property
    def log(self) -> Path:
        """Where the server writes."""
        return server_process.log_file(self.directory)

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


def _state_file(directory: Path) -> Path:
    return directory / "region.json"


def find(name: str, state_dir: Path) -> Region | None:
    """Return the region called `name` under `state_dir`, running or stale; None without a trace.

    Raises SandboxError when its state file is damaged.
    """
    path = _state_file(state_dir / name)
    try:
        return Region.model_validate_json(path.read_text())
    except FileNotFoundError:
        return None
    except ValidationError as error:
        raise SandboxError(f"{path} is damaged: take sandbox {name!r} down") from error


def status(name: str, state_dir: Path) -> State:
    """Tell what became of the region called `name`."""
    region = find(name, state_dir)
    return region.state if region else State.ABSENT


def regions(state_dir: Path) -> list[Region]:
    """Return every region under `state_dir`, running or stale, by name."""
    names = sorted(path.parent.name for path in state_dir.glob("*/region.json"))
    return [region for name in names if (region := find(name, state_dir))]


def running(name: str, state_dir: Path) -> Region:
    """Return the running region called `name`. Raises SandboxError when it is absent or stale."""
    region = find(name, state_dir)
    if region is None:
        raise SandboxError(f"no sandbox {name!r} is up: bring it up first")
    if region.state is State.STALE:
        raise SandboxError(
            f"the server of sandbox {name!r} has ended and all it held is gone "
            f"(its log: {region.log}): take it down, then bring it up again"
        )
    return region


def up(name: str, account: Account, state_dir: Path, port: int = 0) -> Region:
    """Bring up a region called `name` for `account` and return it once it answers.

    A running region of that name and account is returned as it is. `port` 0 picks a free one.
    The server stays when the caller ends; an interrupted start leaves nothing running.
    Raises SandboxError for a stale region, another account, a taken port or a failed start.
    """
    directory = (state_dir / name).resolve()
    with locked(directory):
        if find(name, state_dir) is not None:
            return _same_account(running(name, state_dir), account)
        server_process.stop(directory)  # of a start that was killed half-way
        write_atomically(directory / "account.json", account.model_dump_json(indent=2))
        provider_mirror.write_cli_configuration(
            directory / "terraform.tfrc", provider_mirror.VERSION
        )
        try:
            return _started(name, directory, account, port)
        except BaseException:
            server_process.stop(directory)
            raise


def _same_account(region: Region, account: Account) -> Region:
    if region.account != account:
        raise SandboxError(
            f"sandbox {region.name!r} is up with another account description "
            f"({region.directory / 'account.json'}): take it down first"
        )
    return region


def _started(name: str, directory: Path, account: Account, port: int) -> Region:
    server = server_process.start(directory, directory / "account.json", port)
    region = Region(
        name=name,
        directory=directory,
        account=account,
        port=server_process.await_port(server, directory),
        process=server,
        created=datetime.now(UTC),
    )
    seeded = json.dumps(sorted(region.inventory()), indent=2)
    write_atomically(directory / "seeded.json", seeded)
    write_atomically(_state_file(directory), region.model_dump_json(indent=2))
    return region


def down(name: str, state_dir: Path) -> bool:
    """Stop the region called `name` and delete its files; return whether there was one.

    Works whatever state it is in, and again when nothing is left.
    """
    directory = (state_dir / name).resolve()
    if not directory.exists():
        return False
    with locked(directory):
        server_process.stop(directory)
        shutil.rmtree(directory)
    return True

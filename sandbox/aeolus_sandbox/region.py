"""Embedded regions by name: bring one up, find it again, take it down."""

from __future__ import annotations

import json
import shutil
from datetime import UTC, datetime
from pathlib import Path

from pydantic import ValidationError

from aeolus_sandbox import provider_mirror, server_process
from aeolus_sandbox.account import Account
from aeolus_sandbox.errors import SandboxError
from aeolus_sandbox.files import locked, write_atomically
from aeolus_sandbox.machines import sweep
from aeolus_sandbox.machines.requirement import Host, reason
from aeolus_sandbox.region_record import Region, State
from aeolus_sandbox.supervisor.settings import Settings, prefix

__all__ = ["Region", "State", "down", "find", "names", "regions", "running", "status", "up"]


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
    """Tell what became of the region called `name`; one whose state file is damaged is stale."""
    try:
        region = find(name, state_dir)
    except SandboxError:
        return State.STALE
    return region.state if region else State.ABSENT


def names(state_dir: Path) -> list[str]:
    """Return the name of everything under `state_dir`, what never came up or is damaged too."""
    return sorted(path.name for path in state_dir.glob("*/"))


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


def up(
    name: str,
    account: Account,
    state_dir: Path,
    port: int = 0,
    machines: Settings | None = None,
) -> Region:
    """Bring up a region called `name` for `account` and return it once it answers.

    With settings of `machines` what is deployed into it comes to life, else it is remembered only.
    A running region of that name and account is returned as it is. `port` 0 picks a free one.
    The server stays when the caller ends; an interrupted start leaves nothing running.
    Raises SandboxError for a stale region, another account, a taken port or a failed start.
    """
    directory = (state_dir / name).resolve()
    with locked(directory):
        if find(name, state_dir) is not None:
            return _same_account(running(name, state_dir), account)
        _end(name, directory)  # of a start that was killed half-way
        write_atomically(directory / "account.json", account.model_dump_json(indent=2))
        provider_mirror.write_cli_configuration(
            directory / "terraform.tfrc", provider_mirror.VERSION
        )
        try:
            return _started(name, directory, account, port, machines)
        except BaseException:
            _end(name, directory)
            raise


def _same_account(region: Region, account: Account) -> Region:
    if region.account != account:
        raise SandboxError(
            f"sandbox {region.name!r} is up with another account description "
            f"({region.directory / 'account.json'}): take it down first"
        )
    return region


def _started(
    name: str, directory: Path, account: Account, port: int, machines: Settings | None
) -> Region:
    server = server_process.start(directory, directory / "account.json", port, machines)
    region = Region(
        name=name,
        directory=directory,
        account=account,
        port=server_process.await_port(server, directory),
        process=server,
        created=datetime.now(UTC),
        machines=machines is not None,
    )
    seeded = json.dumps(sorted(region.inventory()), indent=2)
    write_atomically(directory / "seeded.json", seeded)
    write_atomically(_state_file(directory), region.model_dump_json(indent=2))
    return region


def down(name: str, state_dir: Path) -> bool:
    """Stop the region called `name` and delete all of it; return whether there was one.

    Works whatever state it is in, and again when nothing is left.
    """
    directory = (state_dir / name).resolve()
    if not directory.exists():
        return False
    with locked(directory):
        _end(name, directory)
        shutil.rmtree(directory)
    return True


def _end(name: str, directory: Path) -> None:
    """End the server, and whatever it, or one that was killed, left of machines and network."""
    server_process.stop(directory)
    if reason(Host.here()) is None:  # else there never were any
        sweep.sweep(prefix(name, directory), directory)

"""Brings a region to life, inside the process of its API."""

from __future__ import annotations

from pathlib import Path

from aeolus_sandbox.account import Account
from aeolus_sandbox.authority import Authority
from aeolus_sandbox.machines.image.images import Images
from aeolus_sandbox.services.everything import services
from aeolus_sandbox.supervisor.notices import Notices
from aeolus_sandbox.supervisor.settings import Settings, prefix
from aeolus_sandbox.supervisor.supervisor import Supervisor
from aeolus_sandbox.supervisor.world import World


def begin(
    account: Account, directory: Path, url: str, settings: Settings, notices: Notices
) -> Supervisor:
    """Return the supervisor of the region kept in `directory`, started."""
    world = World(
        name=directory.name,
        prefix=prefix(directory.name, directory),
        directory=directory,
        account_id=account.account_id,
        region=account.region,
        url=url,
        authority=Authority.open(directory / "ca"),
        images=Images(settings.images),
        status_check_s=settings.status_check_s,
        notices=notices,
    )
    supervisor = Supervisor(world, services(world))
    supervisor.start()
    return supervisor

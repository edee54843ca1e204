"""What this machine's scheduler logs in to the metastore with: in memory, for its unit alone."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from pathlib import Path

from aeolus_agent import files
from aeolus_agent.credentials.compose import scheduler_login
from aeolus_agent.description import Database
from aeolus_agent.places import SCHEDULER_CONN, SCHEDULER_CONN_ASYNC, USER

from .roles import role_of


@dataclass(frozen=True)
class SchedulerLogin:
    """Keeps it where a scheduler that has been started already finds it; implements `Login`.

    systemd would hand it over at a start (`LoadCredential=`), when it is not made yet.
    """

    metastore: Database
    files: tuple[Path, Path] = (SCHEDULER_CONN, SCHEDULER_CONN_ASYNC)
    group: str = USER

    async def keep(self, epoch: int, login: str) -> None:
        """Keep the address of the metastore with an epoch's role and password."""
        made = scheduler_login(replace(self.metastore, user=role_of(epoch)), login)
        for path, text in zip(self.files, made, strict=True):
            await asyncio.to_thread(files.replace, path, text, 0o640, self.group)

"""What this machine's scheduler logs in to the metastore with: in memory, for its unit alone."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace

from aeolus_agent.credentials.compose import scheduler_login
from aeolus_agent.credentials.store import Store
from aeolus_agent.description import Database

from .roles import role_of


@dataclass(frozen=True)
class SchedulerLogin:
    """Keeps it among the credentials; implements `Login`."""

    store: Store
    metastore: Database

    async def keep(self, epoch: int, login: str) -> None:
        """Keep the address of the metastore with an epoch's role and password."""
        made = scheduler_login(replace(self.metastore, user=role_of(epoch)), login)
        await asyncio.to_thread(self.store.write, {str(name): text for name, text in made.items()})

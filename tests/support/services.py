"""A service that runs over an API in this process: real servers of an account that is not."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, TypeVar

import pytest
from moto import mock_aws

from aeolus_sandbox.api import observations
from aeolus_sandbox.api.patches import ALL
from aeolus_sandbox.api.power import power
from aeolus_sandbox.authority import Authority
from aeolus_sandbox.machines.appliance import Appliance
from aeolus_sandbox.machines.image.images import Images
from aeolus_sandbox.machines.sweep import sweep
from aeolus_sandbox.network import namespaces
from aeolus_sandbox.supervisor.service import Service
from aeolus_sandbox.supervisor.supervisor import Supervisor
from aeolus_sandbox.supervisor.world import World
from support import aws
from support.leftovers import left
from support.machines import IMAGES

REGION = "eu-central-1"
CA = "/authority.crt"

Running = TypeVar("Running", bound=Service)


def client_of(service: str) -> Any:
    """Return a client of the account that is in this process."""
    return aws.client(service)


class MockedWorld(World):
    """A world whose API is in this process."""

    def client(self, service: str) -> Any:
        """Return a client whose changes are told to the services."""
        if service not in self._clients:
            made = self._clients[service] = client_of(service)
            made.meta.events.register(
                f"after-call.{service}",
                lambda model, **_: self.notices.called(service, model.name),
            )
        return self._clients[service]

    def someone(self, name: str, subnet: str, group: str) -> Appliance:
        """Return a machine that trusts the region's authority, whose certificate it has as `CA`."""
        made = self.appliance(name, subnet, [group])
        made.prepare()
        (made.root / CA.lstrip("/")).write_bytes(self.authority.certificate)
        return made


@contextmanager
def corrected(service: str) -> Iterator[None]:
    """Correct what moto says of a service, by the beginning of the corrections' names."""
    with ExitStack() as corrections:
        for correction in ALL:
            if correction.name.startswith(service):
                corrections.enter_context(correction.applied())
        yield


@contextmanager
def running(
    directory: Path, service: str, make: Callable[[World], Running]
) -> Iterator[tuple[MockedWorld, Running]]:
    """Run a service whose API is called `service`; afterwards nothing of it is left."""
    with pytest.MonkeyPatch.context() as patch, mock_aws(), corrected(service):
        patch.setattr(power, "present", True)
        world = MockedWorld(
            name=service,
            prefix=f"{service}-{os.getpid()}.",
            directory=directory,
            account_id="123456789012",
            region=REGION,
            url="",
            authority=Authority.open(directory / "ca"),
            images=Images(IMAGES),
        )
        one = make(world)
        supervisor = Supervisor(world, [one])
        try:
            supervisor.start()
            yield world, one
        finally:
            supervisor.close()
            sweep(world.prefix, directory)
            observations.forget()
            assert namespaces.find(world.prefix) == []
            assert left(world.prefix, directory) == []

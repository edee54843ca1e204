"""Runs the services of a region: a thread each, called when something changed for it."""

from __future__ import annotations

import threading
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from aeolus_sandbox.supervisor.node import Node
from aeolus_sandbox.supervisor.service import Service
from aeolus_sandbox.supervisor.world import World

# Changes come in flocks: a deployment makes a resource by several calls.
_GATHER_S = 0.1


@dataclass
class Supervisor:
    """The services of a world; nothing runs until `start`."""

    world: World
    services: Sequence[Service]
    after_failure_s: float = 2.0
    """After how many seconds a service that failed is called again."""
    _ending: threading.Event = field(default_factory=threading.Event)
    _threads: list[threading.Thread] = field(default_factory=list)
    _bells: list[Callable[[], None]] = field(default_factory=list)

    def start(self) -> None:
        """Call every service for the first time, and from then on when something changed."""
        for service in self.services:
            bell = self.world.notices.bell(service.concerns)
            bell.ring()
            self._bells.append(bell.ring)
            thread = threading.Thread(
                target=self._run, args=(service, bell.wait), name=service.name, daemon=True
            )
            self._threads.append(thread)
        for thread in self._threads:
            thread.start()

    def close(self) -> None:
        """Call no service any more; return when none is at work."""
        self._ending.set()
        for ring in self._bells:
            ring()
        for thread in self._threads:
            thread.join()
        for service in self.services:
            service.close()
        self.world.network.close()

    def nodes(self) -> list[Node]:
        """Return all that runs, for faults."""
        return [node for service in self.services for node in service.nodes()]

    def _run(self, service: Service, wait: Callable[[float | None], bool]) -> None:
        pause = service.period_s
        while not self._ending.is_set():
            if wait(pause):
                self._ending.wait(_GATHER_S)
            if not self._ending.is_set():
                pause = self._called(service)

    def _called(self, service: Service) -> float | None:
        """Call a service once; return after how many seconds to call it again unasked."""
        try:
            service.reconcile()
        except Exception as error:
            # One resource that cannot be brought to life must not stop the others for good.
            self.world.say(
                "failure", service=service.name, error=str(error), trace=traceback.format_exc()
            )
            return self.after_failure_s
        return service.period_s

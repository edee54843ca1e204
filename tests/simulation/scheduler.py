"""Airflow's scheduler as the protocol sees it: a process with a session that commits."""

from __future__ import annotations

from dataclasses import dataclass

from aeolus_agent.scheduler.allowance import may_start
from aeolus_agent.scheduler.ports import Work

from .engine import Task, pause
from .host import Host
from .metastore import Metastore, RefusedError, Session
from .network import Network, Place


@dataclass
class Scheduler:
    """The unit on one master; implements the keeper's port `Daemon`."""

    host: Host
    metastore: Metastore
    network: Network
    start_s: float
    kill_s: float
    epoch: int = 0
    """Of the role that the fence gave it."""
    stuck: bool = False
    """It beats, and does nothing."""
    until: float = 0.0
    wanted: bool = False
    """Whether systemd is to start it again when it ends."""
    process: Task | None = None
    begun: bool = False
    """Whether it schedules, and does not wait any more until it may."""
    began: float = 0.0
    worked: float = 0.0

    @property
    def there(self) -> bool:
        """Whether there is a process."""
        return self.process is not None and not self.process.ended

    @property
    def running(self) -> bool:
        """Whether it schedules."""
        return self.there and self.begun

    async def work(self) -> Work:
        # Who does nothing may not answer either, which takes its time to see.
        slow = self.stuck and self.network.random.random() < 0.5
        await pause(1.5 if slow else 0.01)
        if not self.there:
            return Work(False, False, reason="there is no process")
        starting = self.host.clock() - self.began < self.start_s
        well = self.host.clock() - self.worked < 8
        return Work(True, well, starting, "" if well else "it has scheduled nothing for a while")

    async def allow(self, until: float) -> None:
        self.until = until

    async def prepare(self) -> None:
        await self.start()

    async def start(self) -> None:
        # systemd may have something else to do first.
        await pause(8.0 if self.network.random.random() < 0.03 else 0.02)
        self.wanted = True
        if not self.begun:
            self.began = self.host.clock()
        if not self.there:
            self._launch()

    async def stop(self) -> None:
        self.wanted = False
        job = self.host.spawn(self._end())
        # systemd's own job: it goes on when nobody waits for it any more.
        while not job.ended:
            await pause(0.02)

    async def _end(self) -> None:
        await pause(self.network.random.choice((0.05, 0.4, self.kill_s)))
        self.kill()

    def kill(self) -> None:
        """End the process, as SIGKILL does; what it has sent is on its way."""
        if self.process:
            self.process.end()
        self.process = None

    def crash(self) -> None:
        """End the process; systemd starts another."""
        if self.there:
            self.kill()
            self.host.spawn(self._again(), delay=1.0)

    def _launch(self) -> None:
        self.stuck = self.begun = False
        self.began = self.host.clock()
        self.process = self.host.spawn(self._run())

    async def _again(self) -> None:
        await pause(0.0)
        if not self.there and self.wanted:
            self._launch()

    async def _run(self) -> None:
        """Start, wait until it may begin, then commit again and again.

        It connects anew when a session has ended.
        """
        random = self.network.random
        await pause(random.uniform(3, 7))
        while not may_start(self.host.clock(), self.until):
            await pause(0.05)
        self.begun, epoch = True, self.epoch
        session: Session | None = None
        while True:
            await pause(random.uniform(0.1, 0.6))
            if self.stuck:
                continue
            try:
                if session is None:
                    if not self.network.reaches(self.host.name, Place.DATABASE):
                        continue
                    session = self.metastore.connect(epoch)
                # What was sent arrives, even from a machine that stands still by then.
                if self.network.reaches(self.host.name, Place.DATABASE):
                    self._send(session)
                    self.worked = self.host.clock()
            except RefusedError:
                session = None
            if session is not None and not session.open:
                session = None

    def _send(self, session: Session) -> None:
        engine = self.host.engine

        def arrive() -> None:
            try:
                self.metastore.commit(session, self.host.name, engine.now)
            except RefusedError:
                pass

        engine.at(self.network.random.uniform(0.001, 0.05), arrive)

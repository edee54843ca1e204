"""The HAProxy of one load balancer node: started, told anew, and asked."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from aeolus_sandbox.errors import SandboxError
from aeolus_sandbox.machines.appliance import Appliance
from aeolus_sandbox.services.condition import Condition, seen
from aeolus_sandbox.services.load_balancer import configuration
from aeolus_sandbox.services.load_balancer.sessions import (
    Server,
    Session,
    sessions,
    workers,
)
from aeolus_sandbox.services.load_balancer.talk import talk

_COMMAND = ["haproxy", "-W", "-S", str(configuration.MASTER), "-f", str(configuration.FILE)]
_START_LIMIT_S = 20.0
_REPLY_LIMIT_S = 2.0
_RELOAD_LIMIT_S = 15.0

# What a node is configured with: the content of files by their names in it.
Files = Mapping[PurePosixPath, bytes]


@dataclass
class ProxyServer:
    """A master of HAProxy in an appliance, whose workers serve what it is told last."""

    appliance: Appliance
    _told: Files = field(default_factory=dict)

    def condition(self) -> Condition:
        """Return how it is, as far as it can be seen without its network."""
        return seen(self.appliance, self.answers)

    def answers(self) -> bool:
        """Tell whether a worker of it answers."""
        try:
            return "Uptime_sec" in self.ask("@1 show info")
        except SandboxError:
            return False

    def start(self, files: Files) -> None:
        """Start it anew. Raises SandboxError if it does not answer in time."""
        self.appliance.power_off()
        self.appliance.prepare()
        self._write(files)
        self._out(configuration.MASTER).unlink(missing_ok=True)
        self.appliance.start(_COMMAND)
        deadline = time.monotonic() + _START_LIMIT_S
        while not self.answers():
            if time.monotonic() > deadline:
                raise SandboxError(
                    f"{self.appliance.name} does not answer within {_START_LIMIT_S:.0f} s of its "
                    f"start: see {self.appliance.log}"
                )
            time.sleep(0.02)
        self._told = files

    def tell(self, files: Files) -> bool:
        """Let it serve by these files from now on; return whether that is a change.

        What a connection has begun goes on as it was. Raises SandboxError when it refuses.
        """
        if files == self._told:
            return False
        self._write(files)
        answer = self.ask("reload", _RELOAD_LIMIT_S)
        if not answer.startswith("Success=1"):
            raise SandboxError(f"{self.appliance.name} refuses its configuration: {answer}")
        self._told = files
        return True

    def sessions(self, server: Server) -> list[Session]:
        """Return what clients have begun with a server, before it was told anew too."""
        found = [
            session
            for worker in workers(self.ask("show proc"))
            for session in sessions(worker, self.ask(f"@!{worker} show sess"))
        ]
        return [session for session in found if session.server == server]

    def end(self, session: Session) -> None:
        """End what a client has begun."""
        self.ask(f"@!{session.worker} shutdown session {session.id}")

    def ask(self, command: str, limit_s: float = _REPLY_LIMIT_S) -> str:
        """Return its master's answer to a command."""
        return talk(self._out(configuration.MASTER), command, limit_s)

    def _write(self, files: Files) -> None:
        for directory in (configuration.ETC, configuration.RUN):
            self._out(directory).mkdir(parents=True, exist_ok=True)
        for path, content in files.items():
            self._out(path).write_bytes(content)
            self._out(path).chmod(0o600)

    def _out(self, path: PurePosixPath) -> Path:
        return self.appliance.root / path.relative_to("/")

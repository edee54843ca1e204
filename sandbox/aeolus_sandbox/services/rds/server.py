"""The PostgreSQL of a DB instance: made, started, looked at, and told what to do."""

from __future__ import annotations

import os
import re
import shutil
import signal
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from aeolus_sandbox.errors import SandboxError
from aeolus_sandbox.machines.appliance import Appliance
from aeolus_sandbox.machines.machine import State
from aeolus_sandbox.services.condition import Condition, seen
from aeolus_sandbox.services.rds import configuration
from aeolus_sandbox.services.rds.extensions import allow
from aeolus_sandbox.services.rds.talk import Row, talk

_USER = "postgres"
_BIN = PurePosixPath("/usr/lib/postgresql/17/bin")
_LIBRARIES = PurePosixPath("/usr/lib/postgresql/17/lib")
_START_LIMIT_S = 60.0
# A fast shutdown writes everything out; RDS, too, ends a server that does not end by itself.
_STOP_LIMIT_S = 20.0
_REPLY_LIMIT_S = 5.0
_FAULT = re.compile(r'parameter "([^"]+)"')


class NotStarted(SandboxError):
    """The server ended at its start, or did not answer in time."""


@dataclass
class DatabaseServer:
    """A server in an appliance, on a disk that outlives its processes."""

    appliance: Appliance
    port: int
    made: bool = False

    @property
    def libraries(self) -> frozenset[str]:
        """The names of the modules that it can load."""
        return frozenset(path.stem for path in self._out(_LIBRARIES).glob("*.so"))

    def prepare(self) -> None:
        """Give it its disk; until it is `made`, with an empty cluster."""
        self.appliance.prepare()
        if self.made:
            return
        allow(self._out(PurePosixPath("/usr/share/postgresql/17/extension")))
        for directory in (configuration.DATA, configuration.CONFIG, configuration.SOCKETS):
            place = self._out(directory)
            shutil.rmtree(place, ignore_errors=True)
            place.mkdir(parents=True)
        self._give(configuration.DATA.parent)
        words = ["--auth=reject", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"]
        user = f"--username={configuration.ADMINISTRATOR}"
        self._run("initdb", f"--pgdata={configuration.DATA}", user, *words)

    def write(self, files: Mapping[PurePosixPath, bytes]) -> None:
        """Write configuration files, for its eyes only."""
        for path, content in files.items():
            self._out(path).write_bytes(content)
        self._give(configuration.CONFIG)

    def fault(self) -> tuple[str, str]:
        """Return the parameter because of which it would not start, and why; both empty if none."""
        words = ["-C", "data_directory", f"--config-file={configuration.FILE}"]
        result = self.appliance.run([str(_BIN / "postgres"), *words], user=_USER)
        line = next((one for one in result.stderr.splitlines() if _FAULT.search(one)), "")
        if result.status and not line:
            raise SandboxError(f"{self.appliance.name}: PostgreSQL does not run: {result.stderr}")
        found = _FAULT.search(line) if result.status else None
        return (found[1], line.partition(":  ")[2]) if found else ("", "")

    def start(self) -> None:
        """Start it; return when it answers. Raises NotStarted when it does not in time."""
        # Of servers that were killed: those of no other can be on this disk.
        for path in (configuration.DATA / "postmaster.pid", *self._locks()):
            self._out(path).unlink(missing_ok=True)
        words = [str(_BIN / "postgres"), f"--config-file={configuration.FILE}"]
        self.appliance.start(words, _USER)
        deadline = time.monotonic() + _START_LIMIT_S
        while not self.answers():
            if not self.appliance.cgroup.populated or time.monotonic() > deadline:
                log = self.appliance.log
                raise NotStarted(f"{self.appliance.name}: PostgreSQL does not start: see {log}")
            time.sleep(0.05)

    def stop(self) -> None:
        """Let it end in order: it writes all out, and tells those who are connected."""
        if self.appliance.state is State.RUNNING:
            for pid in self.appliance.cgroup.processes("machine"):
                if _first(pid):
                    os.kill(pid, signal.SIGINT)
            with suppress(SandboxError):
                self.appliance.cgroup.await_empty(_STOP_LIMIT_S)
        self.appliance.power_off()

    def condition(self) -> Condition:
        """Return how it is, as far as it can be seen without its network."""
        return seen(self.appliance, self.answers)

    def answers(self) -> bool:
        """Tell whether it answers a statement."""
        try:
            return self.ask("SELECT 1") == [["1"]]
        except SandboxError:
            return False

    def ask(self, statement: str) -> list[Row]:
        """Return the rows of a statement, asked as the administrator. Raises SandboxError."""
        return talk(self._out(configuration.socket(self.port)), statement, _REPLY_LIMIT_S)

    def reload(self) -> None:
        """Let it read its configuration again."""
        self.ask("SELECT pg_reload_conf()")

    def waits_for_restart(self) -> bool:
        """Tell whether its configuration has a value that it takes at its start only."""
        return bool(self.ask("SELECT name FROM pg_settings WHERE pending_restart"))

    def _locks(self) -> list[PurePosixPath]:
        socket = configuration.socket(self.port)
        return [socket, socket.with_name(f"{socket.name}.lock")]

    def _give(self, path: PurePosixPath) -> None:
        """Give a directory to the server's user, and to nobody else."""
        self._check(self.appliance.run(["chown", "-R", _USER, str(path)]).stderr)
        self._check(self.appliance.run(["chmod", "-R", "go=", str(path)]).stderr)

    def _run(self, program: str, *words: str) -> None:
        result = self.appliance.run([str(_BIN / program), *words], user=_USER)
        self._check(result.stderr if result.status else "")

    def _check(self, complaint: str) -> None:
        if complaint:
            raise SandboxError(f"{self.appliance.name} cannot be made: {complaint.strip()}")

    def _out(self, path: PurePosixPath) -> Path:
        return self.appliance.root / path.relative_to("/")


def _first(pid: int) -> bool:
    """Tell whether a process is the first of its namespace, as the server itself is of its own."""
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return False
    numbers = next(line.split()[1:] for line in status.splitlines() if line.startswith("NSpid:"))
    return len(numbers) > 1 and numbers[-1] == "1"

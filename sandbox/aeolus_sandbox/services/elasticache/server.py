"""The Valkey of one cache node: started, looked at, and told what to do."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from aeolus_sandbox.authority import Authority
from aeolus_sandbox.errors import SandboxError
from aeolus_sandbox.machines.appliance import Appliance
from aeolus_sandbox.services.condition import Condition, seen
from aeolus_sandbox.services.elasticache import configuration
from aeolus_sandbox.services.elasticache.cache import Cache
from aeolus_sandbox.services.elasticache.talk import Refused, Reply, talk

_USER = "valkey"
_START_LIMIT_S = 20.0
_REPLY_LIMIT_S = 2.0


@dataclass
class CacheServer:
    """A server in an appliance; `password` is that of the service's user, of all nodes of a cache.

    It holds its data in memory alone: whenever it starts it is empty.
    """

    appliance: Appliance
    address: str
    password: str
    _set: dict[str, str] = field(default_factory=dict)
    _before: dict[str, str] = field(default_factory=dict)
    _access: list[str] = field(default_factory=list)

    def start(self, cache: Cache, authority: Authority, follow: str = "") -> None:
        """Start it anew, following the node at an address. Raises SandboxError if it does not."""
        self.appliance.power_off()
        self.appliance.prepare()
        self._write(cache, authority, follow)
        self._set, self._before, self._access = {}, {}, configuration.access(cache.tokens)
        self.appliance.start(["valkey-server", str(configuration.FILE)], _USER)
        deadline = time.monotonic() + _START_LIMIT_S
        while not self.answers():
            if time.monotonic() > deadline:
                raise SandboxError(
                    f"{self.appliance.name} does not answer within {_START_LIMIT_S:.0f} s of its "
                    f"start: see {self.appliance.log}"
                )
            time.sleep(0.02)

    def condition(self) -> Condition:
        """Return how it is, as far as it can be seen without its network."""
        return seen(self.appliance, self.answers)

    def answers(self) -> bool:
        """Tell whether it answers a command."""
        try:
            return self.ask("PING") == "PONG"
        except SandboxError:
            return False

    def replication(self) -> dict[str, str]:
        """Return what it says of its replication (Valkey documentation, INFO)."""
        lines = str(self.ask("INFO", "replication")).splitlines()
        return dict(line.split(":", 1) for line in lines if ":" in line)

    def follow(self, address: str, port: int) -> None:
        """Let it copy the data of the node at an address, and lose its own."""
        self.ask("REPLICAOF", address, str(port))

    def promote(self) -> None:
        """Let it take writes and follow nobody; it keeps its data."""
        self.ask("REPLICAOF", "NO", "ONE")

    def let_in(self, tokens: Sequence[str]) -> None:
        """Let in who knows one of these tokens from now on; who is in stays."""
        rules = configuration.access(tokens)
        if rules != self._access:
            self.ask("ACL", "SETUSER", "default", *rules)
            self._access = rules

    def apply(self, settings: Mapping[str, str], refused: Callable[[str, str, str], None]) -> None:
        """Set parameters, and those that are no longer given to what they were at the start.

        What the server does not take is told to `refused`: name, value and reason.
        """
        gone = {name: was for name, was in self._before.items() if name not in settings}
        for name, value in {**gone, **settings}.items():
            if self._set.get(name) != value:
                try:
                    self._before.setdefault(name, self._value(name))
                    self.ask("CONFIG", "SET", name, value)
                except Refused as error:
                    refused(name, value, str(error))
        self._set = {**gone, **settings}

    def _value(self, name: str) -> str:
        answer = self.ask("CONFIG", "GET", name)
        if not isinstance(answer, list) or not answer:
            raise Refused(f"Valkey has no parameter {name}")
        return str(answer[1])

    def ask(self, *command: str) -> Reply:
        """Return the reply to a command. Raises SandboxError when there is none in time."""
        login = ("AUTH", configuration.SERVICE_USER, self.password)
        return talk(self._out(configuration.SOCKET), [login, command], _REPLY_LIMIT_S)[1]

    def _write(self, cache: Cache, authority: Authority, follow: str) -> None:
        for directory in (configuration.DATA, configuration.SOCKET.parent, configuration.ETC):
            place = self._out(directory)
            place.mkdir(parents=True, exist_ok=True)
            for former in place.iterdir():
                former.unlink()
        files = {configuration.FILE: configuration.file(cache, self.password, follow).encode()}
        if cache.encrypted:
            issued = authority.issue(cache.hosts)
            files[configuration.CERTIFICATE] = issued.certificate
            files[configuration.KEY] = issued.private_key
            files[configuration.AUTHORITY] = authority.certificate
        for path, content in files.items():
            self._out(path).write_bytes(content)
        places = [configuration.ETC, configuration.SOCKET.parent, configuration.DATA]
        self.appliance.run(["chown", "-R", _USER, *map(str, places)])
        self.appliance.run(["chmod", "-R", "go=", *map(str, places)])

    def _out(self, path: PurePosixPath) -> Path:
        return self.appliance.root / path.relative_to("/")

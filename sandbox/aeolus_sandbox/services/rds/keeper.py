"""Keeps the server of one DB instance: where it stands, what it is configured by, its name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from ipaddress import IPv4Address

from aeolus_sandbox.machines.appliance import Appliance
from aeolus_sandbox.network.model import Interface
from aeolus_sandbox.services.condition import Condition, Watch
from aeolus_sandbox.services.rds import configuration, roles
from aeolus_sandbox.services.rds.database import Database, Site
from aeolus_sandbox.services.rds.decide import Seen, Step
from aeolus_sandbox.services.rds.parameters import Settings, in_force, settings
from aeolus_sandbox.services.rds.server import DatabaseServer, NotStarted
from aeolus_sandbox.supervisor.world import World


@dataclass
class Keeper:
    """The server of a DB instance, on a disk that all its places reach, as a standby's is a copy.

    `refused` is told what values of the parameter group do not hold: name and reason.
    """

    world: World
    refused: Callable[[str, str], None]
    server: DatabaseServer | None = None
    _places: dict[Site, Interface] = field(default_factory=dict)
    _owners: dict[Site, str] = field(default_factory=dict)
    _site: Site | None = None
    _host: str = ""
    _password: str = ""
    _group: str = ""
    _given: dict[str, str] = field(default_factory=dict)
    _rendered: tuple[object, ...] = ()
    _meant: bool = True
    _watch: Watch = field(default_factory=Watch)

    @property
    def made(self) -> bool:
        """Whether the database has been there before."""
        return self.server is not None and self.server.made

    @property
    def address(self) -> IPv4Address:
        """Its private address."""
        return self._places[self._standing()[1]].address

    def place(self, database: Database) -> None:
        """Give it its places in the network, and its name to the one it stands at."""
        for site in self._places.keys() - set(database.sites):
            self.world.network.remove(self._owners.pop(site))
            del self._places[site]
        for site in database.sites:
            appliance = self._appliance(database, site)
            if site == database.site and self._site != site:
                self.server = DatabaseServer(appliance, database.port, made=self.made)
                self._site = site
        if self._host != database.host:
            self.world.network.unname(self._host)
        self._host = database.host
        self.world.network.name(database.host, [self._places[database.site].address])

    def _appliance(self, database: Database, site: Site) -> Appliance:
        """Return the server's appliance at a place; its disk is the same at each."""
        owner = self._owners[site] = database.owner(site)
        where = (owner, site.subnet, database.security_groups)
        found = self.world.appliance(*where, public=database.public)
        self._places[site] = self.world.network.place(*where, public=database.public)
        return replace(found, directory=found.directory.with_name(database.resource.lower()))

    def look(self) -> Seen:
        """Return how the server is."""
        server, site = self._standing()
        condition = server.condition()
        if condition is Condition.WELL and not self.world.network.linked(self._places[site]):
            condition = Condition.CUT
        return Seen(condition, self._watch.see(condition), meant=self._meant)

    def take(self, step: Step, database: Database) -> None:
        """Take a step; after a failover, `database` is as it is then. Raises SandboxError."""
        server, _ = self._standing()
        if step in (Step.STOP, Step.REBOOT):
            server.stop()
        if step is Step.STOP:
            self._meant = True
            return
        server.appliance.power_off()
        if step is Step.FAIL_OVER:
            # Another host takes the failed one's place, and nothing is wrong with its network.
            self.world.network.heal(self._owners[self._standing()[1]])
            self.place(database)
        self._start(database)
        self._meant = False

    def _start(self, database: Database) -> None:
        server, _ = self._standing()
        server.prepare()
        self._given = {name: one.value for name, one in database.parameters.items()}
        self._group = database.parameter_group
        self._rendered = ()
        self._render(server, database)
        try:
            server.start()
        except NotStarted:
            server.appliance.power_off()  # it may yet come, and nothing would have been made in it
            raise
        if not server.made:
            for statement in roles.creation(database):
                server.ask(statement)
            server.made = True
            self._password = ""
        self.let_in(database)

    def let_in(self, database: Database) -> bool:
        """Let the master user in with the password; return whether it is another than before."""
        if self._password == database.password:
            return False
        self._standing()[0].ask(roles.password(database.user, database.password))
        former, self._password = self._password, database.password
        return bool(former)

    def configure(self, database: Database) -> bool:
        """Bring a server that answers to its parameters; return whether all of them hold."""
        server, _ = self._standing()
        same = self._group == database.parameter_group
        self._given = in_force(database.parameters, self._given, same_group=same)
        if self._render(server, database):
            server.reload()
        wanted = {name: one.value for name, one in database.parameters.items()}
        return self._given == wanted and not server.waits_for_restart()

    def _render(self, server: DatabaseServer, database: Database) -> bool:
        """Write the configuration; return whether it is another than before."""
        rendered = (dict(self._given), dict(database.variables), database.host)
        if rendered == self._rendered:
            return False
        told = settings(self._given, database.variables, server.libraries)
        issued = self.world.authority.issue([database.host])
        server.write(
            {
                configuration.ACCESS: configuration.access(told.force_ssl).encode(),
                configuration.MAP: configuration.users().encode(),
                configuration.CERTIFICATE: issued.certificate,
                configuration.KEY: issued.private_key,
            }
        )
        self._settle(server, told)
        self._rendered = rendered
        return True

    def _settle(self, server: DatabaseServer, told: Settings) -> None:
        """Write what PostgreSQL takes of the settings, and tell of what it does not."""
        refused, values = dict(told.refused), dict(told.values)
        while True:
            text = configuration.file(values, server.port)
            server.write({configuration.FILE: text.encode()})
            name, reason = server.fault()
            if name not in values:
                break
            refused[name] = reason
            del values[name]
        for name, why in refused.items():
            self.refused(name, why)

    def _standing(self) -> tuple[DatabaseServer, Site]:
        assert self.server, "it is placed first"
        assert self._site, "it is placed first"
        return self.server, self._site

    def end(self) -> None:
        """End it with its data, take it out of the network, and forget its name."""
        self.world.network.unname(self._host)
        if self.server:
            self.server.appliance.discard()
        for owner in self._owners.values():
            self.world.network.remove(owner)

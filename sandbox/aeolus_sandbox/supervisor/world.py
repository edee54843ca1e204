"""What the services of a region share: its API, its network, its images, its log."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from aeolus_sandbox import client as clients
from aeolus_sandbox.authority import Authority
from aeolus_sandbox.machines.appliance import Appliance
from aeolus_sandbox.machines.cgroup import Cgroup
from aeolus_sandbox.machines.hierarchies import Hierarchies
from aeolus_sandbox.machines.image.images import Images
from aeolus_sandbox.machines.machine import Machine
from aeolus_sandbox.machines.trust import trust_layer
from aeolus_sandbox.network import firewall
from aeolus_sandbox.network.listing import Listing
from aeolus_sandbox.network.live import LiveNetwork
from aeolus_sandbox.services.events.emit import emit
from aeolus_sandbox.supervisor.log import Log
from aeolus_sandbox.supervisor.notices import Notices


@dataclass
class World:
    """A region as its services see it; `prefix` begins the names of all that it makes.

    `directory` holds all its files, `url` is where its API answers. After `status_check_s` seconds
    EC2 knows that a machine is impaired (Amazon EC2 User Guide, "Status checks": every minute).
    """

    name: str
    prefix: str
    directory: Path
    account_id: str
    region: str
    url: str
    authority: Authority
    images: Images
    status_check_s: float = 60.0
    notices: Notices = field(default_factory=Notices)
    machines: dict[str, Machine] = field(default_factory=dict)
    _making: threading.RLock = field(default_factory=threading.RLock)
    _clients: dict[str, Any] = field(default_factory=dict)

    @cached_property
    def log(self) -> Log:
        """The structured log of the region's services."""
        return Log(self.directory / "supervisor.log")

    @cached_property
    def network(self) -> LiveNetwork:
        """The network, in which servers are placed."""
        listing = Listing(self.client, news=self.notices.bell({"ec2", "route53"}))
        return LiveNetwork(self.prefix, self.region, listing)

    @property
    def trust(self) -> Path:
        """A layer over the instances' image that makes them trust the region's authority."""
        layer = self.directory / "trust"
        with self._making:
            if not layer.is_dir():
                trust_layer(self.images.debian(), {"region": self.authority.certificate}, layer)
        return layer

    @property
    def ca_bundle(self) -> Path:
        """The file of all authorities that programs in the region trust, its own among them."""
        return self.trust / "etc/ssl/certs/ca-certificates.crt"

    def client(self, service: str) -> Any:
        """Return a boto3 client of the region's own API, as its administrator.

        It is the same for all: clients are thread-safe, and take long to make.
        """
        with self._making:  # botocore's sessions are not safe to share while clients are made
            if service not in self._clients:
                self._clients[service] = clients.client(service, self.url, self.region)
            return self._clients[service]

    def backend(self, service: str) -> Any:
        """Return moto's backend of a service, for what the API has no operation for."""
        from moto.backends import get_backend

        known: Any = get_backend(service)  # type: ignore[call-overload]
        by_region: Mapping[str, Any] = known[self.account_id]
        return by_region[self.region if self.region in by_region else "aws"]

    def say(self, event: str, **facts: object) -> None:
        """Write a line to the log: what happened, and its facts."""
        self.log.say(event, **facts)

    def emit(
        self, source: str, detail_type: str, detail: dict[str, Any], resources: Sequence[str]
    ) -> None:
        """Put an event of AWS's own on the default bus; what it is about goes on in any case."""
        self.say("event", source=source, detail_type=detail_type, detail=detail)
        try:
            emit(self.account_id, self.region, source, detail_type, detail, list(resources))
        except Exception as error:
            self.say("failure", service="events", error=repr(error), detail_type=detail_type)

    def wake(self, service: str) -> None:
        """Call those whom changes of a service of the API concern."""
        self.notices.changed(service)

    def machine(self, instance_id: str) -> Machine | None:
        """Return the machine of an instance, None when it has none."""
        return self.machines.get(instance_id)

    def appliance(
        self,
        owner: str,
        subnet: str,
        groups: Sequence[str],
        *,
        public: bool = False,
        peers: str = "",
        filtered: bool = True,
    ) -> Appliance:
        """Return the appliance of this name, placed in a subnet with security groups.

        Those with the same `peers` reach each other whatever their groups say; one that is not
        `filtered` heeds no group.
        """
        self.network.place(owner, subnet, groups, public=public, peers=peers, filtered=filtered)
        return Appliance(
            name=owner,
            directory=self.directory / "appliances" / owner,
            namespace=self.network.namespace(owner),
            cgroup=Cgroup(f"{self.prefix}appliances/{owner}", Hierarchies.mounted()),
            layers=(self.images.services(),),
            nameserver=firewall.RESOLVER,
        )

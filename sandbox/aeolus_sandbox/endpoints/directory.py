"""What the endpoints know of the region: who may ask whom at which address, and its API."""

from __future__ import annotations

import ssl
from collections.abc import Callable
from dataclasses import dataclass, field
from ipaddress import IPv4Address
from typing import Protocol
from urllib.parse import urlsplit

from aeolus_sandbox.authority import Authority
from aeolus_sandbox.endpoints import hosts
from aeolus_sandbox.endpoints.certificates import Certificates
from aeolus_sandbox.endpoints.hosts import Host
from aeolus_sandbox.network import public
from aeolus_sandbox.network.model import Topology


class Sources(Protocol):
    """The network, as `network.fabric.Fabric` is one."""

    def endpoint_sources(self) -> dict[IPv4Address, str]:
        """Return which VPC endpoint is behind which source address."""
        ...


@dataclass
class Directory:
    """A region's hosts and VPC endpoints; `url` is where its API answers.

    `topology` returns the network that is there now.
    """

    region: str
    url: str
    authority: Authority
    topology: Callable[[], Topology]
    sources: Sources
    _known: tuple[Topology, dict[IPv4Address, str]] | None = None
    _certificates: Certificates = field(init=False)

    def __post_init__(self) -> None:
        self._certificates = Certificates(self.authority)

    @property
    def api(self) -> tuple[str, int]:
        """Host and port of the region's API."""
        parts = urlsplit(self.url)
        return parts.hostname or "", parts.port or 80

    def host(self, name: str, source: str, local: str) -> Host | None:
        """Return whom a name means to a client at a source address; None for nobody.

        Each service has its own address, `local` being the one that was connected, and through a
        VPC endpoint there is its service alone.
        """
        found = hosts.find(name, self.region)
        if found is None or self._address(found.service) != IPv4Address(local):
            return None
        endpoint = self.endpoint(source)
        if endpoint and self._service(endpoint) != found.service:
            return None
        return found if found.vpc_endpoint in ("", endpoint) else None

    def endpoint(self, source: str) -> str | None:
        """Return the id of the VPC endpoint through which a source address asks; None for none."""
        topology = self.topology()
        if self._known is None or self._known[0] is not topology:
            self._known = (topology, self.sources.endpoint_sources())
        return self._known[1].get(IPv4Address(source))

    def secure(self, name: str | None, source: str, local: str) -> ssl.SSLContext | None:
        """Return how to speak TLS for a name that a client asks for; None when nobody is it."""
        host = self.host(name, source, local) if name else None
        return self._certificates.context(host) if host else None

    def _address(self, service: str) -> IPv4Address:
        return public.address(self.topology(), f"com.amazonaws.{self.region}.{service}")

    def _service(self, endpoint: str) -> str | None:
        found = self.topology().endpoints.get(endpoint)
        return hosts.service_of_endpoint(found.service, self.region) if found else None

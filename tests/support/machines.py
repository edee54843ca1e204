"""A small region for machines: a router, names, instance metadata, and machines in it."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from ipaddress import IPv4Address, IPv4Network
from pathlib import Path

import pytest

from aeolus_sandbox.authority import Authority
from aeolus_sandbox.machines.cgroup import Cgroup
from aeolus_sandbox.machines.hierarchies import Hierarchies
from aeolus_sandbox.machines.image.images import Images
from aeolus_sandbox.machines.machine import Machine
from aeolus_sandbox.machines.requirement import Host, reason
from aeolus_sandbox.machines.spec import MachineSpec
from aeolus_sandbox.machines.sweep import sweep
from aeolus_sandbox.machines.trust import trust_layer
from aeolus_sandbox.metadata.answers import Service
from aeolus_sandbox.metadata.instance import Credentials, Instance, Role
from aeolus_sandbox.metadata.server import serving
from aeolus_sandbox.network import links, namespaces, router
from aeolus_sandbox.network.links import Link
from aeolus_sandbox.network.model import Vpc
from aeolus_sandbox.network.names import hosts
from aeolus_sandbox.network.names.server import Place, Resolvers

IMAGES = Path(__file__).parents[2] / ".aeolus/cache/images"
DOMAIN = "eu-central-1.compute.internal"
NAMESERVER = IPv4Address(router.METADATA_ADDRESS)
_REASON = reason(Host.here())
needs_machines = pytest.mark.skipif(_REASON is not None, reason=_REASON or "")


def until(
    condition: Callable[[], bool], what: str, limit_s: float = 600.0, pause_s: float = 1.0
) -> None:
    """Return when the condition holds. Fails when it does not within the limit.

    That is long: it is there to end a wait that has no end, not to tell how fast something is,
    and a boot beside others may take minutes. The longer it waits, the longer it pauses between
    two looks, up to `pause_s`.
    """
    began = time.monotonic()
    while not condition():
        waited = time.monotonic() - began
        assert waited < limit_s, f"not within {limit_s:.0f} s: {what}"
        # Who asks all the time takes the processor from what is waited for.
        time.sleep(min(pause_s, max(0.05, waited / 20)))


def instance(number: int, **changes: object) -> Instance:
    """Return instance `number` of subnet 10.0.0.0/24, whose address ends with the number."""
    name = f"ip-10-0-0-{number}.{DOMAIN}"
    described: dict[str, object] = {
        "instance_id": f"i-{number:017x}",
        "image_id": "ami-0a1b2c3d4e5f60713",
        "instance_type": "t3.small",
        "architecture": "x86_64",
        "account_id": "210987654321",
        "region": "eu-central-1",
        "availability_zone": "eu-central-1b",
        "vpc_id": "vpc-0123456789abcdef0",
        "vpc_cidr_block": "10.0.0.0/16",
        "subnet_id": "subnet-0123456789abcdef0",
        "subnet_cidr_block": "10.0.0.0/24",
        "interface_id": f"eni-{number:017x}",
        "private_ip_address": f"10.0.0.{number}",
        "private_dns_name": name,
        "mac_address": f"0a:00:00:00:00:{number:02x}",
        "security_groups": {"sg-0123456789abcdef0": "web", "sg-0123456789abcdef1": "all"},
        "reservation_id": "r-0123456789abcdef0",
        "launch_time": datetime(2026, 3, 1, 12, 30, tzinfo=UTC),
        "role": Role(
            name="web-role",
            instance_profile_arn="arn:aws:iam::210987654321:instance-profile/web",
            instance_profile_id="AIPA0123456789ABCDEFG",
        ),
    }
    return Instance.model_validate({**described, **changes})


@dataclass
class Instances:
    """Instances by their addresses, as the metadata service asks for them."""

    known: dict[IPv4Address, Instance] = field(default_factory=dict)

    def add(self, one: Instance) -> None:
        """Make an instance known."""
        self.known[one.private_ip_address] = one

    def instance(self, address: IPv4Address) -> Instance | None:
        """Return the instance with the address."""
        return self.known.get(address)

    def credentials(self, instance: Instance) -> Credentials:
        """Return credentials that name the instance."""
        return Credentials(
            access_key_id=f"ASIA-{instance.instance_id}",
            secret_access_key="secret",
            session_token="token",
            last_updated=datetime(2026, 3, 1, 12, tzinfo=UTC),
            expiration=datetime(2026, 3, 1, 18, tzinfo=UTC),
        )


@dataclass
class Ground:
    """Where machines stand: `prefix` begins every name, `directory` holds every file."""

    prefix: str
    directory: Path
    layers: tuple[Path, ...]
    instances: Instances = field(default_factory=Instances)

    @property
    def router(self) -> str:
        """The router's namespace."""
        return f"{self.prefix}router"

    def link(self, one: Instance) -> Link:
        """Return the link that the instance has."""
        return Link(
            namespace=f"{self.prefix}{one.instance_id}",
            name="ens5",
            address=one.private_ip_address,
            mac=one.mac_address,
            router=self.router,
            router_name=links.router_interface(one.instance_id),
        )

    def machine(self, one: Instance, **size: float) -> Machine:
        """Return the instance's machine, linked and ready to boot."""
        self.instances.add(one)
        link = self.link(one)
        namespaces.create(link.namespace)
        links.connect(link)
        spec = MachineSpec(
            instance_id=one.instance_id,
            hostname=one.private_dns_name,
            layers=self.layers,
            namespace=link.namespace,
            nameserver=NAMESERVER,
            search=DOMAIN,
            **size,
        )
        group = Cgroup(f"{self.prefix}machines/{one.instance_id}", Hierarchies.mounted())
        return Machine(spec, self.directory / one.instance_id, group)


def debian(say: Callable[[str], None] = print) -> Path:
    """Return the image that every run shares, built first when it is not there."""
    return Images(IMAGES, say).debian()


@contextmanager
def ground(directory: Path, name: str = "test") -> Iterator[Ground]:
    """Make a region's router with names and metadata; sweep all of it away afterwards."""
    prefix = f"{name}-{os.getpid()}."
    try:
        image = debian()
        authority = Authority.open(directory / "authority")
        trust = trust_layer(image, {"region": authority.certificate}, directory / "trust")
        made = Ground(prefix, directory, (trust, image))
        router.create(made.router)
        listening = namespaces.listen(made.router, router.METADATA_ADDRESS, 80)
        with names(made.router), serving(listening, Service(made.instances)):
            yield made
    finally:
        sweep(prefix, directory)


@contextmanager
def names(namespace: str) -> Iterator[None]:
    """Answer for the names of the subnet, and say of every other that it is none."""
    subnet = Vpc("vpc-0123456789abcdef0", (IPv4Network("10.0.0.0/24"),))
    resolvers = Resolvers()
    resolvers.tell({Place(namespace, NAMESERVER): list(hosts.zones(subnet, "eu-central-1"))})
    try:
        yield
    finally:
        resolvers.close()

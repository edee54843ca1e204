"""What one machine is: all that must be known of an instance to boot it."""

from __future__ import annotations

import uuid
from ipaddress import IPv4Address
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, PositiveFloat, PositiveInt

_INSTANCES = uuid.UUID("6e4b3f0a-55c8-4c3f-9d0d-0f6b6c6e7a11")


class MachineSpec(BaseModel):
    """An instance, with its identity, its disk's layers, its place in the network, its size.

    `layers` are the read-only directories under the machine's own disk, the topmost first.
    `namespace` is the network namespace that holds its interface. Without `memory_bytes`,
    `disk_bytes` and `cpus` it may take what this machine has.
    """

    model_config = ConfigDict(frozen=True)

    instance_id: str = Field(pattern=r"^i-[0-9a-f]{8,17}$")
    hostname: str
    layers: tuple[Path, ...] = Field(min_length=1)
    namespace: str
    nameserver: IPv4Address
    search: str
    memory_bytes: PositiveInt | None = None
    disk_bytes: PositiveInt | None = None
    cpus: PositiveFloat | None = None

    @property
    def machine_id(self) -> str:
        """The id that systemd gives the machine at its first boot (machine-id(5))."""
        return uuid.uuid5(_INSTANCES, self.instance_id).hex

    @property
    def hypervisor_uuid(self) -> str:
        """What a guest reads in /sys/hypervisor/uuid: it begins with `ec2`.

        Amazon EC2 User Guide, "Detect whether your host is an EC2 instance".
        """
        return str(uuid.UUID(hex="ec2" + self.machine_id[3:]))

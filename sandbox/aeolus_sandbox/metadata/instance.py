"""What the metadata service must know of an instance; who answers for it knows the EC2 API."""

from __future__ import annotations

from datetime import datetime
from ipaddress import IPv4Address
from typing import Literal, Protocol

from pydantic import BaseModel, ConfigDict, Field


class Options(BaseModel):
    """The instance's metadata options, by EC2's names.

    Amazon EC2 API Reference, InstanceMetadataOptionsRequest.
    """

    model_config = ConfigDict(frozen=True)

    http_endpoint: Literal["enabled", "disabled"] = "enabled"
    http_tokens: Literal["required", "optional"] = "required"
    http_put_response_hop_limit: int = Field(default=1, ge=1, le=64)
    instance_metadata_tags: Literal["enabled", "disabled"] = "disabled"


class Role(BaseModel):
    """The instance profile that the instance has, and the name of the role in it."""

    model_config = ConfigDict(frozen=True)

    name: str
    instance_profile_arn: str
    instance_profile_id: str


class Instance(BaseModel):
    """An instance as the metadata service describes it. `user_data` is decoded already."""

    model_config = ConfigDict(frozen=True)

    instance_id: str
    image_id: str
    instance_type: str
    architecture: str
    account_id: str
    region: str
    availability_zone: str
    vpc_id: str
    vpc_cidr_block: str
    subnet_id: str
    subnet_cidr_block: str
    interface_id: str
    private_ip_address: IPv4Address
    private_dns_name: str
    public_ip_address: IPv4Address | None = None
    public_dns_name: str | None = None
    mac_address: str
    security_groups: dict[str, str] = Field(default_factory=dict, description="names by id")
    reservation_id: str
    launch_time: datetime
    tags: dict[str, str] = Field(default_factory=dict)
    user_data: bytes = b""
    role: Role | None = None
    target_lifecycle_state: str | None = Field(
        default=None, description="of an Auto Scaling group's instance, such as `InService`"
    )
    spot: bool = False
    spot_ends: datetime | None = Field(
        default=None, description="when EC2 takes a Spot instance back, once it has said so"
    )
    options: Options = Options()


class Credentials(BaseModel):
    """Credentials of a role for a while."""

    model_config = ConfigDict(frozen=True)

    access_key_id: str
    secret_access_key: str
    session_token: str
    last_updated: datetime
    expiration: datetime


class Directory(Protocol):
    """Who knows the instances: asked anew at every request, so that changes are seen at once."""

    def instance(self, address: IPv4Address) -> Instance | None:
        """Return the running instance with this private address, None when there is none."""
        ...

    def credentials(self, instance: Instance) -> Credentials:
        """Return credentials of the instance's role."""
        ...

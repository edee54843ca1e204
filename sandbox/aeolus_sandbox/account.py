"""What exists in an AWS account before anything is deployed into it."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from aeolus_sandbox.errors import SandboxError


class _Described(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Image(_Described):
    """A machine image (AMI): its id, CPU architecture, name and root device."""

    image_id: str = Field(pattern=r"^ami-[0-9a-f]{8,17}$")
    architecture: Literal["x86_64", "arm64"]
    name: str
    root_device_name: str = "/dev/xvda"


class HostedZone(_Described):
    """A public Route 53 hosted zone: the id without `/hostedzone/`, and its domain."""

    zone_id: str = Field(pattern=r"^Z[0-9A-Z]{1,31}$")
    name: str


class Certificate(_Described):
    """An issued ACM certificate for `domain_names`, the first being its common name."""

    arn: str = Field(pattern=r"^arn:aws[\w-]*:acm:[\w-]+:\d{12}:certificate/[\w-]+$")
    domain_names: tuple[str, ...] = Field(min_length=1)


class Subnet(_Described):
    """A subnet of an existing VPC."""

    subnet_id: str = Field(pattern=r"^subnet-[0-9a-f]{8,17}$")
    cidr_block: str
    availability_zone: str
    public: bool = False


class Vpc(_Described):
    """A VPC that someone else made; with a public subnet it has an internet gateway too."""

    vpc_id: str = Field(pattern=r"^vpc-[0-9a-f]{8,17}$")
    cidr_block: str
    subnets: tuple[Subnet, ...] = ()


# Debian publishes its images from account 136693071363 (Debian wiki, Cloud/AmazonEC2Image).
DEBIAN_12 = (
    Image(
        image_id="ami-0a0de12ad640de120",
        architecture="x86_64",
        name="debian-12-amd64-20260101-0001",
    ),
    Image(
        image_id="ami-0a0de12a64a0de120",
        architecture="arm64",
        name="debian-12-arm64-20260101-0001",
    ),
)


class Account(_Described):
    """An AWS account as its owner finds it: one region, its images, domains and networks.

    `images` defaults to one Debian 12 image for each architecture.
    """

    account_id: str = Field(pattern=r"^\d{12}$")
    region: str
    images: tuple[Image, ...] = DEBIAN_12
    hosted_zones: tuple[HostedZone, ...] = ()
    certificates: tuple[Certificate, ...] = ()
    vpcs: tuple[Vpc, ...] = ()

    @classmethod
    def read(cls, path: Path) -> Account:
        """Return the account that the JSON file at `path` describes.

        Raises SandboxError naming the file and each wrong key.
        """
        try:
            return cls.model_validate_json(path.read_text())
        except ValidationError as error:
            wrong = "; ".join(
                f"{'.'.join(map(str, each['loc']))}: {each['msg']}" for each in error.errors()
            )
            raise SandboxError(f"{path}: {wrong}") from error

"""Reads instances from the EC2 and IAM APIs, as their machines and their metadata need them."""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from aeolus_sandbox.metadata.instance import Instance, Options, Role

Answer = dict[str, Any]

# moto keeps all that were, and long lists take it long to write.
_NOT_TERMINATED = [
    {
        "Name": "instance-state-name",
        "Values": ["pending", "running", "shutting-down", "stopping", "stopped"],
    }
]


@dataclass(frozen=True)
class Listed:
    """An instance of EC2's list, and the state that EC2 has it in."""

    instance: Instance
    state: str
    memory_bytes: int | None
    disk_bytes: int | None


class Reader:
    """Asks the API, and keeps of its answers what never changes.

    `client` returns a boto3 client by a service's name; `lifecycle` tells the lifecycle state that
    an instance of an Auto Scaling group is on its way to, `spot_ends` when EC2 takes one back.
    """

    def __init__(
        self,
        account_id: str,
        region: str,
        client: Callable[[str], Any],
        lifecycle: Callable[[str], str | None],
        spot_ends: Callable[[str], datetime | None] = lambda instance: None,
    ) -> None:
        """Ask nothing yet."""
        self._account_id, self._region = account_id, region
        self._lifecycle, self._spot_ends = lifecycle, spot_ends
        self._ec2, self._iam = client("ec2"), client("iam")
        self._memory: dict[str, int | None] = {}
        self._disks: dict[str, int | None] = {}
        self._user_data: dict[str, bytes] = {}
        self._blocks: dict[str, str] = {}

    def instances(self) -> list[Listed]:
        """Return every instance that has not been terminated."""
        pages = self._ec2.get_paginator("describe_instances").paginate(Filters=_NOT_TERMINATED)
        return [
            self._listed(item, reservation["ReservationId"])
            for page in pages
            for reservation in page["Reservations"]
            for item in reservation["Instances"]
            if item.get("NetworkInterfaces")
        ]

    def _listed(self, item: Answer, reservation: str) -> Listed:
        return Listed(
            instance=Instance.model_validate(dict(self._facts(item, reservation))),
            state=item["State"]["Name"],
            memory_bytes=self._memory_of(item["InstanceType"]),
            disk_bytes=self._disk_of(item),
        )

    def _facts(self, item: Answer, reservation: str) -> Iterator[tuple[str, object]]:
        interface = min(item["NetworkInterfaces"], key=lambda one: one["Attachment"]["DeviceIndex"])
        yield "account_id", self._account_id
        yield "region", self._region
        yield "reservation_id", reservation
        yield "instance_id", item["InstanceId"]
        yield "image_id", item["ImageId"]
        yield "instance_type", item["InstanceType"]
        yield "architecture", item["Architecture"]
        yield "availability_zone", item["Placement"]["AvailabilityZone"]
        yield "vpc_id", item["VpcId"]
        yield "vpc_cidr_block", self._block("vpc", item["VpcId"])
        yield "subnet_id", item["SubnetId"]
        yield "subnet_cidr_block", self._block("subnet", item["SubnetId"])
        yield "interface_id", interface["NetworkInterfaceId"]
        yield "mac_address", interface["MacAddress"]
        yield "private_ip_address", item["PrivateIpAddress"]
        yield "private_dns_name", item["PrivateDnsName"]
        yield "public_ip_address", item.get("PublicIpAddress") or None
        yield "public_dns_name", item.get("PublicDnsName") or None
        yield "launch_time", item["LaunchTime"]
        groups = interface.get("Groups") or item["SecurityGroups"]
        yield "security_groups", {one["GroupId"]: one["GroupName"] for one in groups}
        yield "tags", {tag["Key"]: tag["Value"] for tag in item.get("Tags", [])}
        yield "user_data", self._user_data_of(item)
        yield "options", _options(item.get("MetadataOptions", {}))
        yield "spot", item.get("InstanceLifecycle") == "spot"
        yield "spot_ends", self._spot_ends(item["InstanceId"])
        yield "target_lifecycle_state", self._lifecycle(item["InstanceId"])
        if profile := item.get("IamInstanceProfile"):
            yield "role", self._role(profile)

    def _block(self, kind: str, identifier: str) -> str:
        if identifier not in self._blocks:
            describe = getattr(self._ec2, f"describe_{kind}s")
            ids, key = ("VpcIds", "Vpcs") if kind == "vpc" else ("SubnetIds", "Subnets")
            self._blocks[identifier] = describe(**{ids: [identifier]})[key][0]["CidrBlock"]
        return self._blocks[identifier]

    def _memory_of(self, instance_type: str) -> int | None:
        if instance_type not in self._memory:
            answer = self._ec2.describe_instance_types(InstanceTypes=[instance_type])
            sizes = [one["MemoryInfo"]["SizeInMiB"] for one in answer["InstanceTypes"]]
            self._memory[instance_type] = sizes[0] * 2**20 if sizes else None
        return self._memory[instance_type]

    def _disk_of(self, item: Answer) -> int | None:
        """Return the size of the root volume as it was at first: another one needs a boot."""
        identifier, mapped = item["InstanceId"], item.get("BlockDeviceMappings", [])
        if identifier not in self._disks:
            root = item.get("RootDeviceName")
            ids = [one["Ebs"]["VolumeId"] for one in mapped if one["DeviceName"] == root]
            found = self._ec2.describe_volumes(VolumeIds=ids)["Volumes"] if ids else []
            self._disks[identifier] = found[0]["Size"] * 2**30 if found else None
        return self._disks[identifier]

    def _user_data_of(self, item: Answer) -> bytes:
        """Return what the instance is given: it can change only while the instance is stopped."""
        identifier, state = item["InstanceId"], item["State"]["Name"]
        if identifier not in self._user_data or state == "stopped":
            answer = self._ec2.describe_instance_attribute(
                InstanceId=identifier, Attribute="userData"
            )
            encoded = answer.get("UserData", {}).get("Value", "")
            self._user_data[identifier] = base64.b64decode(encoded)
        return self._user_data[identifier]

    def _role(self, profile: Answer) -> Role | None:
        """Return the role of a profile as it is now; None when the profile has none, or is gone."""
        name = profile["Arn"].rpartition("/")[2]
        try:
            answer = self._iam.get_instance_profile(InstanceProfileName=name)["InstanceProfile"]
        except self._iam.exceptions.NoSuchEntityException:
            return None
        if not answer["Roles"]:
            return None
        return Role(
            name=answer["Roles"][0]["RoleName"],
            instance_profile_arn=answer["Arn"],
            instance_profile_id=answer["InstanceProfileId"],
        )


def _options(given: Answer) -> Options:
    names = {
        "HttpEndpoint": "http_endpoint",
        "HttpTokens": "http_tokens",
        "HttpPutResponseHopLimit": "http_put_response_hop_limit",
        "InstanceMetadataTags": "instance_metadata_tags",
    }
    return Options.model_validate({names[key]: given[key] for key in names.keys() & given.keys()})

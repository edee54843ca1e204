"""The tree of an instance's metadata: categories that are listed, and values at its ends.

Amazon EC2 User Guide, "Instance metadata categories".
"""

from __future__ import annotations

import json
from datetime import UTC, datetime

from aeolus_sandbox.metadata.instance import Credentials, Instance

Tree = dict[str, "Tree | str"]
# Amazon EC2 User Guide, "Instance identity documents": the version of its form.
_DOCUMENT_VERSION = "2017-09-30"


def find(tree: Tree, path: list[str]) -> str | None:
    """Return the value at `path`, or the listing of a category; None when there is neither."""
    place: Tree | str = tree
    for name in path:
        if not isinstance(place, dict) or name not in place:
            return None
        place = place[name]
    if isinstance(place, str):
        return place
    return "\n".join(f"{name}/" if isinstance(at, dict) else name for name, at in place.items())


def metadata(instance: Instance, credentials: Credentials | None) -> Tree:
    """Return the tree below `meta-data`; `credentials` are those of its role, if it has one."""
    tree: Tree = {
        "ami-id": instance.image_id,
        "ami-launch-index": "0",
        "hostname": instance.private_dns_name,
        "instance-action": "none",
        "instance-id": instance.instance_id,
        "instance-life-cycle": "spot" if instance.spot else "on-demand",
        "instance-type": instance.instance_type,
        "local-hostname": instance.private_dns_name,
        "local-ipv4": str(instance.private_ip_address),
        "mac": instance.mac_address,
        "network": {"interfaces": {"macs": {instance.mac_address: _interface(instance)}}},
        "placement": {
            "availability-zone": instance.availability_zone,
            "region": instance.region,
        },
        "reservation-id": instance.reservation_id,
        "security-groups": "\n".join(instance.security_groups.values()),
        "services": {"domain": "amazonaws.com", "partition": "aws"},
    }
    if instance.public_ip_address is not None:
        tree["public-ipv4"] = str(instance.public_ip_address)
        tree["public-hostname"] = instance.public_dns_name or ""
    if instance.target_lifecycle_state is not None:
        tree["autoscaling"] = {"target-lifecycle-state": instance.target_lifecycle_state}
    if instance.spot_ends is not None:
        ends = _time(instance.spot_ends)
        action = json.dumps({"action": "terminate", "time": ends})
        tree["spot"] = {"instance-action": action, "termination-time": ends}
    if instance.options.instance_metadata_tags == "enabled":
        tree["tags"] = {"instance": {**instance.tags}}
    if instance.role is not None and credentials is not None:
        tree["iam"] = {
            "info": _json(
                Code="Success",
                LastUpdated=_time(credentials.last_updated),
                InstanceProfileArn=instance.role.instance_profile_arn,
                InstanceProfileId=instance.role.instance_profile_id,
            ),
            "security-credentials": {instance.role.name: _credentials(credentials)},
        }
    return tree


def dynamic(instance: Instance) -> Tree:
    """Return the tree below `dynamic`: the instance identity document, which nobody has signed."""
    document = _json(
        accountId=instance.account_id,
        architecture=instance.architecture,
        availabilityZone=instance.availability_zone,
        billingProducts=None,
        devpayProductCodes=None,
        marketplaceProductCodes=None,
        imageId=instance.image_id,
        instanceId=instance.instance_id,
        instanceType=instance.instance_type,
        kernelId=None,
        pendingTime=_time(instance.launch_time),
        privateIp=str(instance.private_ip_address),
        ramdiskId=None,
        region=instance.region,
        version=_DOCUMENT_VERSION,
    )
    return {"instance-identity": {"document": document}}


def _interface(instance: Instance) -> Tree:
    interface: Tree = {
        "device-number": "0",
        "interface-id": instance.interface_id,
        "local-hostname": instance.private_dns_name,
        "local-ipv4s": str(instance.private_ip_address),
        "mac": instance.mac_address,
        "owner-id": instance.account_id,
        "security-group-ids": "\n".join(instance.security_groups),
        "security-groups": "\n".join(instance.security_groups.values()),
        "subnet-id": instance.subnet_id,
        "subnet-ipv4-cidr-block": instance.subnet_cidr_block,
        "vpc-id": instance.vpc_id,
        "vpc-ipv4-cidr-block": instance.vpc_cidr_block,
        "vpc-ipv4-cidr-blocks": instance.vpc_cidr_block,
    }
    if instance.public_ip_address is not None:
        interface["public-ipv4s"] = str(instance.public_ip_address)
    return interface


def _credentials(credentials: Credentials) -> str:
    return _json(
        Code="Success",
        LastUpdated=_time(credentials.last_updated),
        Type="AWS-HMAC",
        AccessKeyId=credentials.access_key_id,
        SecretAccessKey=credentials.secret_access_key,
        Token=credentials.session_token,
        Expiration=_time(credentials.expiration),
    )


def _json(**fields: str | None) -> str:
    return json.dumps(fields, indent=2)


def _time(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

"""The command `take-address`: the public address that people open."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from aeolus_agent.aws import client
from aeolus_agent.insist import NotYetError, insist_aloud
from aeolus_agent.instance import instance_id
from aeolus_agent.saying import say

from .described import described


def take(ec2: Any, address_id: str, instance_id: str, say: Callable[[str], None]) -> None:
    """Let this instance have an address, whoever had it: who holds the volume is the node.

    `ec2` is boto3's client. Raises NotYetError when EC2 cannot or will not.
    """
    try:
        (address,) = ec2.describe_addresses(AllocationIds=[address_id])["Addresses"]
        if address.get("InstanceId") == instance_id:
            return
        ec2.associate_address(
            AllocationId=address_id, InstanceId=instance_id, AllowReassociation=True
        )
    except (BotoCoreError, ClientError) as error:
        raise NotYetError(f"address {address_id} cannot be taken: {error}") from None
    say(f"address {address['PublicIp']} is taken")


def run() -> int:
    """Return, with exit status 0, when this node has its address; say why not yet."""
    node, lasting = described()
    me = instance_id()
    ec2 = client("ec2", node.region)

    insist_aloud(lambda: take(ec2, lasting.address_id, me, say))
    return 0

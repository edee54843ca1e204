"""EC2: the description of a security-group rule whose peer is a group or a prefix list."""

from __future__ import annotations

from typing import Any

import pytest

from aeolus_sandbox.api.patches.ec2_rule_description import PATCH

PEERS = {
    "group": {"UserIdGroupPairs": [{"GroupId": "", "Description": "why"}]},
    "prefix list": {"PrefixListIds": [{"PrefixListId": "pl-1", "Description": "why"}]},
    "CIDR": {"IpRanges": [{"CidrIp": "10.0.0.0/8", "Description": "why"}]},
}


def _description(client: Any, peer: str) -> str | None:
    ec2 = client("ec2")
    group = ec2.create_security_group(GroupName="web", Description="Web")["GroupId"]
    permission: dict[str, Any] = {"IpProtocol": "tcp", "FromPort": 443, "ToPort": 443}
    permission |= {
        kind: [{**entry, **({"GroupId": group} if peer == "group" else {})} for entry in entries]
        for kind, entries in PEERS[peer].items()
    }
    answer = ec2.authorize_security_group_ingress(GroupId=group, IpPermissions=[permission])
    rule = answer["SecurityGroupRules"][0]["SecurityGroupRuleId"]
    rules = ec2.describe_security_group_rules(SecurityGroupRuleIds=[rule])["SecurityGroupRules"]
    description: str | None = rules[0].get("Description")
    return description


@pytest.mark.parametrize("peer", ["group", "prefix list"])
def test_moto_forgets_it(client: Any, peer: str) -> None:
    assert _description(client, peer) is None


@pytest.mark.parametrize("peer", PEERS)
def test_patched_every_rule_keeps_its_own(client: Any, peer: str) -> None:
    with PATCH.applied():
        assert _description(client, peer) == "why"

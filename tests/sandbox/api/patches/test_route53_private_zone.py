"""Route 53: a zone made with a VPC is private."""

from __future__ import annotations

from typing import Any

from aeolus_sandbox.api.patches.route53_private_zone import PATCH


def _zone(client: Any, **vpc: Any) -> Any:
    route53 = client("route53")
    made = route53.create_hosted_zone(Name="shop.internal", CallerReference="1", **vpc)
    return route53.get_hosted_zone(Id=made["HostedZone"]["Id"])


VPC = {"VPC": {"VPCId": "vpc-1", "VPCRegion": "eu-central-1"}}


def test_moto_makes_it_public(client: Any) -> None:
    zone = _zone(client, **VPC)
    assert zone["HostedZone"]["Config"]["PrivateZone"] is False
    assert "VPCs" not in zone


def test_patched_it_is_private_and_knows_its_vpc(client: Any) -> None:
    with PATCH.applied():
        zone = _zone(client, **VPC)
    assert zone["HostedZone"]["Config"]["PrivateZone"] is True
    assert zone["VPCs"] == [VPC["VPC"]]


def test_patched_a_zone_without_vpc_is_public(client: Any) -> None:
    with PATCH.applied():
        assert _zone(client)["HostedZone"]["Config"]["PrivateZone"] is False

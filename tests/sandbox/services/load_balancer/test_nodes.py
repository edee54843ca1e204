"""The nodes of a load balancer: where they are found, what they speak, and what befalls them."""

from __future__ import annotations

import ssl
from ipaddress import IPv4Address
from typing import Any

import pytest

from aeolus_sandbox.machines.machine import State
from aeolus_sandbox.network import namespaces
from sandbox.services.load_balancer.conftest import ANYWHERE, BLOCK, Place, forward
from support.machines import needs_machines, until

pytestmark = [pytest.mark.sandbox, needs_machines]

NOTHING = {"Type": "fixed-response", "FixedResponseConfig": {"StatusCode": "204"}}
TO_TLS = {
    "Type": "redirect",
    "RedirectConfig": {"Protocol": "HTTPS", "Port": "443", "StatusCode": "HTTP_301"},
}


def addresses(place: Place, balancer: Any) -> set[str]:
    """Return what the name of a load balancer means."""
    found = place.world.network.addresses(balancer["DNSName"].lower())
    return {str(address) for address in found}


def test_an_internet_facing_one_has_public_addresses_alone_one_in_each_zone(place: Place) -> None:
    balancer = place.balancer("public", NOTHING)
    nodes = place.nodes(balancer)
    assert [node.zone for node in nodes] == ["eu-central-1a", "eu-central-1b"]
    own = {node.address for node in nodes}
    found = addresses(place, balancer)
    assert len(found) == 2
    assert not any(IPv4Address(address) in BLOCK for address in found)
    assert all(IPv4Address(address) in BLOCK for address in own)


def test_an_internal_one_has_its_private_addresses_and_an_alias_leads_to_it(place: Place) -> None:
    balancer = place.balancer("own", NOTHING, Scheme="internal")
    assert balancer["DNSName"].startswith("internal-own-")
    assert addresses(place, balancer) == {node.address for node in place.nodes(balancer)}
    route53 = place.client("route53")
    zone = route53.create_hosted_zone(
        Name="shop.test",
        CallerReference="shop",
        VPC={"VPCRegion": place.region, "VPCId": place.vpc},
    )["HostedZone"]["Id"]
    record = {
        "Name": "www.shop.test",
        "Type": "A",
        "AliasTarget": {
            "HostedZoneId": balancer["CanonicalHostedZoneId"],
            "DNSName": f"dualstack.{balancer['DNSName']}",
            "EvaluateTargetHealth": True,
        },
    }
    route53.change_resource_record_sets(
        HostedZoneId=zone,
        ChangeBatch={"Changes": [{"Action": "CREATE", "ResourceRecordSet": record}]},
    )
    place.world.network.refresh()
    someone = place.world.someone("someone", place.subnets[0], place.targets)
    said = someone.run(["getent", "ahostsv4", "www.shop.test"]).stdout
    assert {line.split()[0] for line in said.splitlines()} == addresses(place, balancer)


def test_a_killed_node_is_started_again_one_that_is_frozen_or_cut_leaves_the_name(
    place: Place,
) -> None:
    balancer = place.balancer("mortal", NOTHING)
    both = addresses(place, balancer)
    first, _ = place.nodes(balancer)
    first.kill()
    until(lambda: first.state == State.RUNNING, "it runs again")
    until(lambda: addresses(place, balancer) == both, "the name leads to it again")
    assert place.ask(balancer).status == 204
    first.freeze()
    until(lambda: len(addresses(place, balancer)) == 1, "the name leads to the other")
    assert place.ask(balancer).status == 204
    first.thaw()
    until(lambda: addresses(place, balancer) == both, "the name leads to both again")
    for fault, left in ((place.world.network.cut, 1), (place.world.network.heal, 2)):
        fault(first.owner)
        place.world.wake("elbv2")  # it would be seen by itself a little later
        until(lambda left=left: len(addresses(place, balancer)) == left, f"{left} serve")  # type: ignore[misc]


def test_tls_ends_at_a_node_with_the_certificate_of_the_name_that_is_asked_for(
    place: Place, targets: list[str]
) -> None:
    acm, elbv2 = place.client("acm"), place.client("elbv2")
    first, second = (
        acm.request_certificate(DomainName=name, SubjectAlternativeNames=[f"*.{name}"])[
            "CertificateArn"
        ]
        for name in ("shop.test", "bank.test")
    )
    group = place.group("secure", *targets)
    balancer = place.balancer("secure", TO_TLS)
    [listener] = elbv2.create_listener(
        LoadBalancerArn=balancer["LoadBalancerArn"],
        Protocol="HTTPS",
        Port=443,
        Certificates=[{"CertificateArn": first}],
        SslPolicy="ELBSecurityPolicy-TLS13-1-2-2021-06",
        DefaultActions=[forward(group)],
    )["Listeners"]
    elbv2.add_listener_certificates(
        ListenerArn=listener["ListenerArn"], Certificates=[{"CertificateArn": second}]
    )
    tls = ssl.create_default_context(cadata=place.world.authority.certificate.decode())

    def served(host: str) -> bool:
        try:
            answer = place.ask(balancer, port=443, tls=tls, host=host)
        except (OSError, ssl.SSLError):
            return False
        return answer.status == 200 and "x-forwarded-proto: https" in answer.body

    for host in ("www.shop.test", "www.bank.test"):
        until(lambda host=host: served(host), f"{host} is served")  # type: ignore[misc]
    answer = place.ask(balancer, "/a")
    assert answer.headers["location"] == f"https://{balancer['DNSName'].lower()}:443/a"


def test_a_network_one_passes_connections_on_and_lets_all_in(
    place: Place, targets: list[str]
) -> None:
    place.let_in(place.targets, IpRanges=ANYWHERE)
    group = place.group("plain", *targets, Protocol="TCP", HealthCheckProtocol="HTTP")
    balancer = place.balancer(
        "plain", forward(group), protocol="TCP", Type="network", SecurityGroups=[]
    )
    assert "/net/" in balancer["LoadBalancerArn"]

    def passed_on() -> bool:
        try:
            return place.ask(balancer).status == 200
        except OSError:
            return False

    until(passed_on, "it leads to a target")
    assert "x-forwarded-for" not in place.ask(balancer).body


def test_a_deleted_one_leaves_nothing(place: Place) -> None:
    balancer = place.balancer("short", NOTHING)
    nodes = place.nodes(balancer)
    place.client("elbv2").delete_load_balancer(LoadBalancerArn=balancer["LoadBalancerArn"])
    until(lambda: not place.nodes(balancer), "its nodes are gone")
    assert addresses(place, balancer) == set()
    for node in nodes:
        until(
            lambda owner=node.owner: not namespaces.find(place.world.network.namespace(owner)),  # type: ignore[misc]
            "its namespace is gone",
        )

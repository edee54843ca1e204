"""Strategies of the sections `network` and `web`, in keeping with the rules."""

from __future__ import annotations

from ipaddress import IPv4Network

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from aeolus_config.partition import partition_of

from .environments import Document
from .sections import digests, words


@st.composite
def networks(draw: DrawFn, zones: list[str], *, cluster: bool, production: bool) -> Document:
    """Draw a network of its own, or an existing one."""
    if not cluster:
        egress = "public_ip"
    else:
        ways = ["nat_gateway_per_az", "none"] + ([] if production else ["nat_gateway"])
        egress = draw(st.sampled_from(ways))
    prefix = draw(st.integers(16, 21))
    block = IPv4Network((draw(st.integers(0x0A000000, 0x0AFFFFFF)), prefix), strict=False)
    if draw(st.booleans()):
        return {"cidr_block": str(block), "egress": egress}
    data = draw(st.booleans())
    ids = draw(st.lists(digests, min_size=18, max_size=18, unique=True))

    def subnets(start: int) -> Document:
        return {zone: f"subnet-{ids[start + slot]}" for slot, zone in enumerate(zones)}

    existing = {
        "vpc_id": f"vpc-{draw(digests)}",
        "cidr_block": str(block),
        "public_subnet_ids": subnets(0),
        "private_subnet_ids": subnets(6),
        "data_subnet_ids": subnets(12) if data else {},
    }
    return {"egress": egress, "existing": existing}


@st.composite
def webs(draw: DrawFn, region: str, account: str, *, cluster: bool, internal: bool) -> Document:
    """Draw name, certificate and who may come in."""
    partition = partition_of(region)
    certificate = f"arn:{partition}:acm:{region}:{account}:certificate/{draw(digests)}"
    ways: list[Document] = [
        {"hosted_zone_id": "Z0123456789ABCDEFGHIJ"},
        {"certificate_arn": certificate},
        {"hosted_zone_id": "Z0123456789ABCDEFGHIJ", "certificate_arn": certificate},
    ]
    # A single node can have a name, and none of ACM's certificates.
    chosen = draw(st.sampled_from(ways if cluster else [{}, ways[0]]))
    domain = {"domain": f"{draw(words)}.{draw(words)}.example.com"} if chosen else {}
    octets = draw(st.lists(st.integers(0, 255), min_size=1, max_size=5, unique=True))
    start = "10.77" if internal else "198.51"
    return {
        "internal": internal,
        "allowed_cidr_blocks": [f"{start}.{octet}.0/24" for octet in octets],
        **chosen,
        **domain,
    }

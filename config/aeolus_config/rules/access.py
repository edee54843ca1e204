"""Who may open the web pages."""

from __future__ import annotations

from collections.abc import Iterator
from ipaddress import IPv4Network

from aeolus_config.model import Environment, Topology

from .network import PRIVATE
from .registry import Finding, rule


@rule(source="Amazon VPC User Guide, Security group rules")
def allowed_networks_do_not_overlap(environment: Environment) -> Iterator[Finding]:
    """No allowed network lies in another: AWS refuses a rule twice, and two say no more."""
    blocks = [IPv4Network(each) for each in environment.web.allowed_cidr_blocks]
    for index, block in enumerate(blocks):
        for earlier in blocks[:index]:
            if block.overlaps(earlier):
                yield Finding(
                    ("web", "allowed_cidr_blocks", index),
                    f"overlaps {earlier}",
                    "keep the wider of the two",
                )
                break


@rule(source="Elastic Load Balancing, Load balancer schemes; RFC 1918")
def allowed_networks_can_arrive(environment: Environment) -> Iterator[Finding]:
    """A public entrance is not opened to private addresses, which never arrive there."""
    if environment.web.internal:
        return
    is_cluster = environment.topology is Topology.CLUSTER
    otherwise = ", or set web.internal: true" if is_cluster else ""
    for index, block in enumerate(environment.web.allowed_cidr_blocks):
        if any(map(IPv4Network(block).subnet_of, PRIVATE)):
            yield Finding(
                ("web", "allowed_cidr_blocks", index),
                "is a private network; who comes from there has another address on the internet",
                "name the public address of its router" + otherwise,
            )

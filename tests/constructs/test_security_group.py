"""Security groups: closed until opened, and then at both ends."""

from __future__ import annotations

from typing import Any

from aeolus_constructs.security_group import SecurityGroup
from support.render import DEPLOYMENT, render_construct, resources, the


def group(stack: Any, suffix: str) -> SecurityGroup:
    return SecurityGroup(
        stack, suffix, deployment=DEPLOYMENT, vpc_id="vpc-1", suffix=suffix, description=suffix
    )


INGRESS, EGRESS = "aws_vpc_security_group_ingress_rule", "aws_vpc_security_group_egress_rule"


def test_starts_closed_in_both_directions() -> None:
    rendered = render_construct(lambda stack: group(stack, "server"))
    assert "ingress" not in the(rendered, "aws_security_group")
    assert "egress" not in the(rendered, "aws_security_group")
    assert resources(rendered, INGRESS) == resources(rendered, EGRESS) == {}


def test_opens_both_ends_between_the_groups_alone() -> None:
    rendered = render_construct(
        lambda stack: group(stack, "server").allow_from(group(stack, "client"), 5432, "Metadata")
    )
    ingress, egress = the(rendered, INGRESS), the(rendered, EGRESS)
    assert ingress["security_group_id"] == egress["referenced_security_group_id"]
    assert egress["security_group_id"] == ingress["referenced_security_group_id"]
    for rule in (ingress, egress):
        assert (rule["ip_protocol"], rule["from_port"], rule["to_port"]) == ("tcp", 5432, 5432)
        assert "cidr_ipv4" not in rule


def test_both_ends_can_wait_for_the_whole_way() -> None:
    """A node that waits for its own rules alone finds the server still closed."""
    found: dict[str, list[str]] = {}

    def build(stack: Any) -> None:
        server, client = group(stack, "server"), group(stack, "client")
        server.allow_from(client, 5432, "Metadata")
        found["server"] = [each.fqn for each in server.rules]
        found["client"] = [each.fqn for each in client.rules]

    render_construct(build)
    assert len(found["client"]) == 2
    assert found["client"] == found["server"]


def test_members_among_themselves_need_each_rule_once() -> None:
    count: list[int] = []

    def build(stack: Any) -> None:
        peers = group(stack, "peers")
        peers.allow_from(peers, 8794, "Logs")
        count.append(len(peers.rules))

    render_construct(build)
    assert count == [2]

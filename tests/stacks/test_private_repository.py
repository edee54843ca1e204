"""DAGs of a private repository: who may read what opens it, and who is let out to its server."""

from __future__ import annotations

import json
from typing import Any

import pytest

from aeolus_agent.git_access import GitAccess
from support.environments import environment
from support.node_user_data import nodes
from support.render import Rendered, resources
from support.shipped import render_environment

SECRET = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:key-a1b2c3"
KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIB42liCZ2Czp1RoDEP/WF8k+X1aYQWU6BiQyGw947/Q3"
OVER_SSH = {
    "dags.repository_url": "git@git.example.com:team/dags.git",
    "dags.credentials_secret_arn": SECRET,
    "dags.ssh_host_keys": [f"git.example.com {KEY}"],
}


def rendered(changes: dict[str, Any], base: str = "git") -> Rendered:
    return render_environment(environment(base, changes, name="test"))


def ports_out(stack: Rendered) -> set[int]:
    """Return the ports of anywhere that nodes may connect to."""
    rules = resources(stack, "aws_vpc_security_group_egress_rule").values()
    return {each["to_port"] for each in rules if each.get("cidr_ipv4") == "0.0.0.0/0"}


@pytest.mark.parametrize(
    ("changes", "ports"),
    [
        ({}, {443}),
        ({"dags.repository_url": "https://git.example.com:8443/team/dags.git"}, {443, 8443}),
        (OVER_SSH, {443, 22}),
    ],
)
def test_nodes_are_let_out_to_the_servers_port(changes: dict[str, Any], ports: set[int]) -> None:
    assert ports_out(rendered(changes)) == ports


def test_nodes_are_told_how_the_server_is_reached_and_known() -> None:
    found = nodes(rendered(OVER_SSH))
    assert set(found) == {"aeolus-test-masters", "aeolus-test-worker_default"}
    for node in found.values():
        assert node.git == GitAccess("git.example.com", 22, ssh=True, host_keys=(KEY,))
        assert node.secrets["git_credentials"] == SECRET


def test_of_a_repository_that_everybody_may_read_nodes_are_told_nothing() -> None:
    for node in nodes(rendered({})).values():
        assert node.git is None
        assert "git_credentials" not in node.secrets


def test_a_single_node_reads_it_too() -> None:
    dags = {
        "source": "git",
        "repository_url": "https://git.example.com/team/dags.git",
        "credentials_secret_arn": SECRET.replace("eu-central-1", "us-east-1"),
    }
    stack = rendered({"dags": dags}, base="single_node")
    (node,) = nodes(stack).values()
    assert node.git == GitAccess("git.example.com", 443, ssh=False)
    assert policies(stack, dags["credentials_secret_arn"]) == {"read-git-credentials"}


def policies(stack: Rendered, arn: str) -> set[str]:
    """Return the names of the policies that speak of a secret."""
    found = resources(stack, "aws_iam_role_policy").values()
    return {each["name"] for each in found if arn in json.dumps(each)}


def test_only_who_reads_dags_may_read_what_opens_it() -> None:
    stack = rendered(OVER_SSH)
    assert policies(stack, SECRET) == {"read-git-credentials"}
    owners = {
        each["role"]
        for each in resources(stack, "aws_iam_role_policy").values()
        if each["name"] == "read-git-credentials"
    }
    assert len(owners) == 2

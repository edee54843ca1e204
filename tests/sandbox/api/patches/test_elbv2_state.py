"""Elastic Load Balancing: a load balancer is active once its nodes answer, where nodes run."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from aeolus_sandbox.api import observations
from aeolus_sandbox.api.patches import elbv2_state
from aeolus_sandbox.api.patches.elbv2_state import BALANCER
from aeolus_sandbox.api.power import power

Client = Callable[[str], Any]


@pytest.fixture
def nodes(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let nodes run."""
    monkeypatch.setattr(power, "present", True)
    with elbv2_state.PATCH.applied():
        yield
    observations.forget()


def state(client: Client) -> Any:
    """Return the state of the only load balancer."""
    [told] = client("elbv2").describe_load_balancers()["LoadBalancers"]
    return told["State"]["Code"]


def test_moto_says_that_one_is_active_at_once(client: Client, subnets: list[str]) -> None:
    client("elbv2").create_load_balancer(Name="web", Subnets=subnets)
    assert state(client) == "active"


def test_patched_where_no_nodes_run_so_it_is(client: Client, subnets: list[str]) -> None:
    with elbv2_state.PATCH.applied():
        client("elbv2").create_load_balancer(Name="web", Subnets=subnets)
        assert state(client) == "active"


@pytest.mark.usefixtures("nodes")
def test_patched_one_is_provisioning_until_its_nodes_are_seen_to_answer(
    client: Client, subnets: list[str]
) -> None:
    [made] = client("elbv2").create_load_balancer(Name="web", Subnets=subnets)["LoadBalancers"]
    assert made["State"]["Code"] == "provisioning"
    assert state(client) == "provisioning"
    del observations.status[BALANCER, made["LoadBalancerArn"]]
    assert state(client) == "active"

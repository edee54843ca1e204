"""Elastic Load Balancing: a protected load balancer cannot be deleted."""

from __future__ import annotations

from typing import Any

import pytest
from botocore.exceptions import ClientError

from aeolus_sandbox.api.patches.elbv2_deletion_protection import PATCH


def _balancer(client: Any, subnets: list[str], protected: str) -> Any:
    made = client("elbv2").create_load_balancer(Name="web", Subnets=subnets)["LoadBalancers"][0]
    _protect(client, made["LoadBalancerArn"], protected)
    return made["LoadBalancerArn"]


def _protect(client: Any, arn: str, protected: str) -> None:
    client("elbv2").modify_load_balancer_attributes(
        LoadBalancerArn=arn,
        Attributes=[{"Key": "deletion_protection.enabled", "Value": protected}],
    )


def test_moto_deletes_it(client: Any, subnets: list[str]) -> None:
    arn = _balancer(client, subnets, "true")
    client("elbv2").delete_load_balancer(LoadBalancerArn=arn)
    assert client("elbv2").describe_load_balancers()["LoadBalancers"] == []


def test_patched_it_stays_until_the_protection_is_lifted(client: Any, subnets: list[str]) -> None:
    with PATCH.applied():
        arn = _balancer(client, subnets, "true")
        with pytest.raises(ClientError, match="OperationNotPermitted"):
            client("elbv2").delete_load_balancer(LoadBalancerArn=arn)
        _protect(client, arn, "false")
        client("elbv2").delete_load_balancer(LoadBalancerArn=arn)
    assert client("elbv2").describe_load_balancers()["LoadBalancers"] == []

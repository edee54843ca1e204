"""RDS: parameters can be set back to their defaults."""

from __future__ import annotations

from typing import Any

import pytest
from botocore.exceptions import ClientError

from aeolus_sandbox.api.patches.rds_parameter_reset import PATCH

NAMES = ("work_mem", "max_connections", "rds.force_ssl")


def given(client: Any) -> list[str]:
    """Return the names of the parameters that a group of ours has."""
    told = client("rds").describe_db_parameters(DBParameterGroupName="shop")["Parameters"]
    return sorted(one["ParameterName"] for one in told)


def reset(client: Any, **which: Any) -> None:
    """Make a group with parameters, and set some back."""
    rds = client("rds")
    rds.create_db_parameter_group(
        DBParameterGroupName="shop", DBParameterGroupFamily="postgres17", Description="Shop"
    )
    values = [
        {"ParameterName": name, "ParameterValue": "1", "ApplyMethod": "immediate"} for name in NAMES
    ]
    rds.modify_db_parameter_group(DBParameterGroupName="shop", Parameters=values)
    rds.reset_db_parameter_group(DBParameterGroupName="shop", **which)


def test_moto_cannot(client: Any) -> None:
    with pytest.raises(NotImplementedError):
        reset(client, ResetAllParameters=True)


def test_patched_those_that_are_named_are_set_back(client: Any) -> None:
    one = {"ParameterName": "work_mem", "ApplyMethod": "immediate"}
    with PATCH.applied():
        reset(client, Parameters=[one])
    assert given(client) == ["max_connections", "rds.force_ssl"]


def test_patched_or_all_of_them(client: Any) -> None:
    with PATCH.applied():
        reset(client, ResetAllParameters=True)
    assert given(client) == []


def test_patched_a_group_that_is_not_there_is_told(client: Any) -> None:
    with PATCH.applied(), pytest.raises(ClientError, match="DBParameterGroup"):
        client("rds").reset_db_parameter_group(DBParameterGroupName="none", ResetAllParameters=True)

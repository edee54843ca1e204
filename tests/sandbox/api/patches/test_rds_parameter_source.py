"""RDS: parameters that a user set say so."""

from __future__ import annotations

from typing import Any

from aeolus_sandbox.api.patches.rds_parameter_source import PATCH


def _parameter(client: Any) -> Any:
    rds = client("rds")
    rds.create_db_parameter_group(
        DBParameterGroupName="shop", DBParameterGroupFamily="postgres17", Description="Shop"
    )
    rds.modify_db_parameter_group(
        DBParameterGroupName="shop",
        Parameters=[
            {"ParameterName": "rds.force_ssl", "ParameterValue": "1", "ApplyMethod": "immediate"}
        ],
    )
    return rds.describe_db_parameters(DBParameterGroupName="shop")["Parameters"][0]


def test_moto_does_not_say(client: Any) -> None:
    assert "Source" not in _parameter(client)


def test_patched_the_source_is_the_user(client: Any) -> None:
    with PATCH.applied():
        parameter = _parameter(client)
    assert (parameter["Source"], parameter["ParameterValue"]) == ("user", "1")

"""RDS instances: an own resource id for each."""

from __future__ import annotations

from typing import Any

from aeolus_sandbox.api.patches.rds_resource_id import PATCH


def _ids(rds: Any) -> set[str]:
    for name in ("one", "two"):
        rds.create_db_instance(
            DBInstanceIdentifier=name, Engine="postgres", DBInstanceClass="db.t4g.small"
        )
    rds.create_db_instance_read_replica(
        DBInstanceIdentifier="replica", SourceDBInstanceIdentifier="one"
    )
    return {instance["DbiResourceId"] for instance in rds.describe_db_instances()["DBInstances"]}


def test_moto_gives_all_the_same(client: Any) -> None:
    assert len(_ids(client("rds"))) == 1


def test_patched_each_has_its_own(client: Any) -> None:
    with PATCH.applied():
        assert len(_ids(client("rds"))) == 3

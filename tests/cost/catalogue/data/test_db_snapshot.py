"""`aws_db_snapshot`: backup storage beyond the free size."""

from __future__ import annotations

from aeolus_cost.figures import Figures
from aeolus_cost.usage.usage import Usage
from support.pricing import assert_golden_testdata, components, money, monthly, priced_testdata

TYPE = "aws_db_snapshot"


def test_golden() -> None:
    assert_golden_testdata(TYPE)


def test_a_snapshot_of_fifty_gigabytes_beyond_the_free_size() -> None:
    usage = Usage(resources={f"{TYPE}.own": {"gb_beyond_free": Figures.same(50)}})
    # rds.mysql.backup_beyond_free: 0.095 × 50 GB = 4.75
    costs = monthly(priced_testdata(TYPE, usage), f"{TYPE}.own")
    assert costs == money("4.75", "4.75", "4.75")


def test_a_snapshot_of_a_replica_has_the_engine_of_its_source() -> None:
    line = components(priced_testdata(TYPE), f"{TYPE}.of_replica")["Snapshot beyond the free size"]
    assert line.component.price_keys == ("rds.mysql.backup_beyond_free",)


def test_a_snapshot_of_an_instance_elsewhere_is_reported() -> None:
    reasons = {each.address: each.reason for each in priced_testdata(TYPE).unpriced}
    assert reasons == {
        f"{TYPE}.of_elsewhere": "the instance it is taken of is not in this configuration"
    }

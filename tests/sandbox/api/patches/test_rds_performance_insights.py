"""RDS: Performance Insights reads back as it was asked for."""

from __future__ import annotations

from typing import Any

from aeolus_sandbox.api.patches.rds_performance_insights import PATCH


def _create(client: Any, **insights: Any) -> Any:
    return client("rds").create_db_instance(
        DBInstanceIdentifier="shop",
        Engine="postgres",
        DBInstanceClass="db.t4g.small",
        **insights,
    )["DBInstance"]


def test_moto_forgets_it(client: Any) -> None:
    instance = _create(client, EnablePerformanceInsights=True)
    assert not instance.get("PerformanceInsightsEnabled")


def test_patched_it_is_on_with_key_and_a_week_of_retention(client: Any) -> None:
    with PATCH.applied():
        instance = _create(
            client, EnablePerformanceInsights=True, PerformanceInsightsKMSKeyId="arn:key"
        )
    assert instance["PerformanceInsightsEnabled"] is True
    assert instance["PerformanceInsightsKMSKeyId"] == "arn:key"
    assert instance["PerformanceInsightsRetentionPeriod"] == 7


def test_patched_it_can_be_turned_off_later(client: Any) -> None:
    with PATCH.applied():
        _create(client, EnablePerformanceInsights=True)
        changed = client("rds").modify_db_instance(
            DBInstanceIdentifier="shop", EnablePerformanceInsights=False
        )["DBInstance"]
    assert changed["PerformanceInsightsEnabled"] is False
    assert "PerformanceInsightsRetentionPeriod" not in changed

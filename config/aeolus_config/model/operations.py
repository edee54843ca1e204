"""What watches over an environment: who is told, and what it may cost."""

from __future__ import annotations

from decimal import Decimal

from pydantic import Field

from .base import Email, MetricName, Model

MOST_METRICS = 13
"""With those that nodes pass on anyway they are forty at most."""


class AlarmsConfig(Model):
    """Who hears of trouble."""

    email: Email | None = None
    """Address that alarms are sent to; it must confirm the subscription once."""
    log_retention_in_days: int = Field(default=30, ge=1, le=3653)
    """A retention that CloudWatch Logs knows."""
    metrics: tuple[MetricName, ...] = Field(default=(), max_length=MOST_METRICS)
    """More of Airflow's metrics to pass on to CloudWatch, at $0.30 a month each."""


class BudgetConfig(Model):
    """What the environment may cost a month, in US dollars."""

    monthly_usd: Decimal = Field(gt=0, le=1_000_000)
    """US dollars a month."""

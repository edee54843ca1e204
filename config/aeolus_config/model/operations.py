"""What watches over an environment: who is told, and what it may cost."""

from __future__ import annotations

from decimal import Decimal

from pydantic import Field

from .base import Email, Model


class AlarmsConfig(Model):
    """Who hears of trouble."""

    email: Email | None = None
    """Address that alarms are sent to; it must confirm the subscription once."""
    log_retention_in_days: int = Field(default=30, ge=1, le=3653)
    """A retention that CloudWatch Logs knows."""


class BudgetConfig(Model):
    """What the environment may cost a month, in US dollars."""

    monthly_usd: Decimal = Field(gt=0, le=1_000_000)
    """US dollars a month."""

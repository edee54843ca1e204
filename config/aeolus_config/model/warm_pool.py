"""Workers that a group keeps prepared beside those in service."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from .base import Model


class PoolState(StrEnum):
    """What a warm pool's workers are while they wait: the API's names; a rule says which serve."""

    STOPPED = "Stopped"
    RUNNING = "Running"
    HIBERNATED = "Hibernated"


class WarmPoolConfig(Model):
    """Workers that have booted once, and wait stopped beside their group until it needs more."""

    min_size: int = Field(default=1, ge=1, le=1000)
    """Workers that wait at least, however many work."""
    max_group_prepared_capacity: int | None = Field(default=None, ge=1, le=1000)
    """Workers that wait or work at most, but for `min_size`; by default that, the pool's size."""
    pool_state: PoolState = PoolState.STOPPED
    """What they are meanwhile."""

    @property
    def prepared_capacity(self) -> int:
        """Workers that wait or work at most; the pool is never below its minimum for that.

        AWS's own default is the group's maximum: all that there may be would wait (Amazon EC2 Auto
        Scaling API Reference, PutWarmPool).
        """
        return self.max_group_prepared_capacity or self.min_size

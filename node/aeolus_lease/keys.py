"""The keys of the lease's table, for whoever makes it, too."""

from __future__ import annotations

HASH_KEY, RANGE_KEY = "of", "name"
TTL_ATTRIBUTE = "expires"
"""Seconds since the epoch, after which DynamoDB may delete an item."""

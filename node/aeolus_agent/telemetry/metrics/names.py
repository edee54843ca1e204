"""What a node tells of itself: for it, and for whoever makes alarms and graphs of it."""

from __future__ import annotations

NODE_UNHEALTHY = "node_unhealthy"
"""1 when the node does not come up, or a daemon of it does not do its work; else 0."""
DISK_USED = "disk_used_percent"
"""Of the fullest of its volumes."""
MEMORY_USED = "memory_used_percent"
CERTIFICATE_LEFT = "certificate_days_left"
"""Of a single node whose certificate is renewed by others, or with their help."""

SCALING_LOOKS = "scaling_looks"
"""How often the worker groups have been looked at, their tasks counted, by whoever scales them."""

OF_A_NODE = (NODE_UNHEALTHY, DISK_USED, MEMORY_USED)

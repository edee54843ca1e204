"""The keys of the tags that Aeolus itself reads back."""

from __future__ import annotations

ENVIRONMENT_TAG = "aeolus:environment"
"""Finds what belongs to an environment, recorded in the state or not."""
ROLE_TAG = "aeolus:role"
"""`master`, `worker` or `single_node`: what a node is."""
GROUP_TAG = "aeolus:group"
"""The worker group that a node belongs to, as in the environment file."""
QUEUES_TAG = "aeolus:queues"
"""The queues that a worker serves, with a separator between."""
QUEUES_SEPARATOR = " "
CONCURRENCY_TAG = "aeolus:concurrency"
"""How many tasks a worker takes at a time."""
COOLDOWN_TAG = "aeolus:cooldown"
"""For how many seconds less must have been needed before a worker of the group leaves."""
SCHEDULE_TAG = "aeolus:schedule"
"""In which windows of the week a group has how many workers at least."""
HOLD_TAG = "aeolus:hold"
"""How many workers an operator wants at least, and until when; not Terraform's to write."""

MOST_VALUE_CHARACTERS = 256
"""AWS's limit of a tag's value (Tagging AWS Resources, Tag naming limits and requirements)."""

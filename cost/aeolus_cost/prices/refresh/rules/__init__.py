"""The rules of all price keys, by family of services.

Names and values of attributes are those of the AWS Price List.
"""

from __future__ import annotations

from aeolus_cost.prices.refresh.rule import Rule

from . import compute, databases, messages, network, observability, storage

RULES: tuple[Rule, ...] = (
    *compute.RULES,
    *storage.RULES,
    *databases.RULES,
    *network.RULES,
    *observability.RULES,
    *messages.RULES,
)

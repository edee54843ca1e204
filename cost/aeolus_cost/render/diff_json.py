"""A comparison as plain data, for scripts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from aeolus_cost.budget import Verdict
from aeolus_cost.diff import StackDiff

from .as_json import money
from .headline import headline


def diff_as_json(stacks: Sequence[StackDiff], budgets: Mapping[str, Verdict]) -> dict[str, Any]:
    """Return every stack with old and new figures, and the resources that change."""
    return {
        "headline": headline(stacks),
        "stacks": [_stack(each, budgets.get(each.name)) for each in stacks],
    }


def _stack(stack: StackDiff, budget: Verdict | None) -> dict[str, Any]:
    found = stack.head or stack.base
    return {
        "name": stack.name,
        "change": stack.change.name.lower(),
        "old": money(stack.old),
        "new": money(stack.new),
        "difference": money(stack.new - stack.old),
        "budget": budget and {"monthly_usd": str(budget.budget), "exceeded": budget.exceeded},
        "resources": [
            {
                "address": each.resource.resource.address,
                "change": each.change.name.lower(),
                "old": money(each.old),
                "new": money(each.new),
                "lines": [
                    {
                        "name": line.name,
                        "old": line.old.component.formula if line.old else None,
                        "new": line.new.component.formula if line.new else None,
                    }
                    for line in each.lines
                ],
            }
            for each in stack.resources
        ],
        "not_priced": len(found.unpriced) if found else 0,
    }

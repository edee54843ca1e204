"""Everything that a usage file may say, as the table of docs/usage.md.

`python -m aeolus_cost.usage.table` prints it; a test compares the page with it.
"""

from __future__ import annotations

from collections import defaultdict

from .items import ItemOf, all_items
from .usage import Item


def items_table() -> str:
    """Return a row for each item, with all the resource types that have it."""
    found: dict[Item, list[ItemOf]] = defaultdict(list)
    for each in all_items():
        found[each.item].append(each)
    lines = ["| Item | Unit | Said of | Default | What it counts |", "|---|---|---|---|---|"]
    return "\n".join([*lines, *(_row(item, types) for item, types in found.items())]) + "\n"


def _row(item: Item, types: list[ItemOf]) -> str:
    names = " ".join(f"`{each.type}`" for each in types)
    cells = (f"{names} `{item.name}`", item.unit, types[0].scope, types[0].default, item.about)
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    print(items_table(), end="")

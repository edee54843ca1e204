"""`aeolus cost items`: what a usage file may say."""

from __future__ import annotations

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from aeolus_cli.errors import reported
from aeolus_cli.options import JsonOption
from aeolus_cli.show import print_json
from aeolus_cost.render.as_json import plain
from aeolus_cost.usage.items import all_items


@reported
def items(as_json: JsonOption = False) -> None:
    """List what config/usage/ENV.yaml may say, with units, defaults and what is counted.

    Example: aeolus cost items
    """
    found = list(all_items())
    if as_json:
        print_json(
            [
                {
                    "type": each.type,
                    "name": each.item.name,
                    "unit": each.item.unit,
                    "scope": each.scope,
                    "default": plain(each.item.default) if each.item.default else None,
                    "about": each.item.about,
                }
                for each in found
            ]
        )
        return
    console = Console(highlight=False)
    for each in found:
        item = each.item
        console.print(f"[bold]{each.type}.{item.name}[/]")
        console.print(f"  {item.unit}, {each.scope}, by default {each.default}", markup=False)
        console.print(Padding(Text(item.about, "dim"), (0, 0, 0, 2)))

"""Where price files are: a project's own go before those of the package."""

from __future__ import annotations

from pathlib import Path

from aeolus_cli.errors import UserError
from aeolus_cli.target import project_root
from aeolus_cost.prices.book import SHIPPED

PRICES = Path("config/prices")


def price_folders() -> list[Path]:
    """Return where prices are looked for: in the project, if there is one, then in the package."""
    try:
        return [project_root() / PRICES, SHIPPED]
    except UserError:
        return [SHIPPED]

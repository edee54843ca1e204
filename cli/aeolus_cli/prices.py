"""`aeolus prices refresh`: a region's prices as AWS tells them, into the project."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import Progress

from aeolus_cost.errors import CostError
from aeolus_cost.prices.book import PriceBook, load_prices
from aeolus_cost.prices.refresh.changes import Changes, changes
from aeolus_cost.prices.refresh.document import write
from aeolus_cost.prices.refresh.fetch import PriceList, endpoint_of, spot_history
from aeolus_cost.prices.refresh.refresh import RefreshError, Sources, rules_of
from aeolus_cost.prices.refresh.refresh import refresh as make_book
from aeolus_cost.prices.refresh.rule import BARE_REGION

from .cost.prices import PRICES, price_folders
from .errors import UserError, reported
from .options import JsonOption
from .show import print_json
from .target import project_root

RegionOption = Annotated[str, typer.Option("--region", metavar="R", help="Whose prices.")]
OutputOption = Annotated[
    Path | None,
    typer.Option("--output", metavar="FILE", help="Instead of config/prices/REGION.json."),
]
WithoutOption = Annotated[
    list[str] | None,
    typer.Option(
        "--without",
        metavar="KEY",
        help="Leave out price keys that begin like this, such as mwaa where it is not offered.",
    ),
]


@reported
def refresh(
    region: RegionOption = BARE_REGION,
    output: OutputOption = None,
    without: WithoutOption = None,
    as_json: JsonOption = False,
) -> None:
    """Rebuild a region's price file from the AWS Price List and the history of Spot prices.

    Needs credentials that allow pricing:GetProducts and ec2:DescribeSpotPriceHistory. Where a
    rule does not match exactly one product, nothing is written and all such rules are told.

    Example: aeolus prices refresh --region eu-central-1
    """
    file = output or project_root() / PRICES / f"{region}.json"
    book = _ask(region, without or [], Console(stderr=True))
    what = changes(_before(region), book)
    write(book, file)
    if as_json:
        print_json(_as_json(file, book, what))
    else:
        _tell(file, book, what)


def _ask(region: str, without: list[str], console: Console) -> PriceBook:
    # Here, because they take longer to load than most commands to run.
    import boto3
    from botocore.config import Config

    now = datetime.now(UTC)
    patient = Config(retries={"mode": "standard", "max_attempts": 8})
    price_list = PriceList(boto3.client("pricing", region_name=endpoint_of(region), config=patient))
    ec2 = boto3.client("ec2", region_name=region, config=patient)
    sources = Sources(price_list.products, lambda: spot_history(ec2, now))
    with Progress(console=console, transient=True) as progress:
        task = progress.add_task(f"prices of {region}", total=len(rules_of(without)))
        try:
            return make_book(
                region,
                sources,
                now.date(),
                without=without,
                progress=lambda rule: progress.update(task, advance=1, description=rule.service),
            )
        except RefreshError as error:
            raise UserError(error.message, details=error.failures, cure=error.cure) from error


def _before(region: str) -> PriceBook | None:
    try:
        return load_prices(region, price_folders())
    except CostError:
        return None


def _as_json(file: Path, book: PriceBook, what: Changes) -> dict[str, object]:
    return {
        "file": str(file),
        "region": book.region,
        "generated": str(book.generated),
        "prices": len(book.prices),
        "left_out": list(book.gaps),
        "new": list(what.new),
        "gone": list(what.gone),
        "changed": {
            key: {"old": f"{old.usd:f}", "new": f"{new.usd:f}", "unit": new.unit}
            for key, (old, new) in what.changed.items()
        },
    }


def _tell(file: Path, book: PriceBook, what: Changes) -> None:
    lines = [
        f"{key}: ${old.usd:f}/{old.unit} → ${new.usd:f}/{new.unit}"
        for key, (old, new) in what.changed.items()
    ]
    lines += book.gaps
    lines.append(
        f"{len(book.prices)} prices of {book.region}: {len(what.changed)} changed, "
        f"{len(what.new)} new, {len(what.gone)} gone"
    )
    lines.append(f"written: {file}")
    for line in lines:
        Console(highlight=False).print(line, markup=False, soft_wrap=True)

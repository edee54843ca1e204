"""`make simulate`: faults by the ten thousand, then each safety line left out in turn."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.console import Console
from rich.progress import Progress

from .episode import Outcome
from .many import caught, episodes
from .mutations import ALL


def simulate(
    faults: Annotated[int, typer.Option(help="How many faults, at the least.")] = 200_000,
    seed: Annotated[int, typer.Option(help="The first seed.")] = 0,
) -> None:
    """Run episodes until there were so many faults; end with status 1 at the first violation."""
    console = Console()
    count, moves, last = 0, 0, seed
    with Progress(console=console) as progress:
        bar = progress.add_task("faults", total=faults)
        for outcome in episodes(seed):
            if outcome.violation:
                tell(outcome, console)
                raise typer.Exit(1)
            count, moves, last = count + outcome.faults, moves + outcome.moves, outcome.seed
            progress.update(bar, completed=count)
            if count >= faults:
                break
    console.print(f"{count} faults, {moves} moves of the lease, seeds {seed} to {last}: all held")
    for mutation in ALL:
        found = caught(mutation)
        said = f"seed {found.seed}: {found.violation}" if found else "NOT NOTICED"
        console.print(f"without it ({mutation.name}): {said}", soft_wrap=True, highlight=False)
        if not found:
            raise typer.Exit(1)


def tell(outcome: Outcome, console: Console) -> None:
    """Print what happened in an episode that went wrong."""
    console.print("\n".join(outcome.timeline), soft_wrap=True, markup=False, highlight=False)
    console.print(f"[red]seed {outcome.seed}:[/] {outcome.violation}", soft_wrap=True)
    console.print(f"  → make simulate FAULTS=1 SEED={outcome.seed} runs it again", soft_wrap=True)


if __name__ == "__main__":
    typer.run(simulate)

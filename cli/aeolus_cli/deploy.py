"""Deploying an environment, and what is said when it is done."""

from __future__ import annotations

import time
from dataclasses import asdict, dataclass

from rich.console import Console
from rich.table import Table

from .show import print_pairs
from .target import Target
from .terraform.stack_json import count_by_construct


@dataclass(frozen=True)
class Deployed:
    """A deployed environment: its outputs, its resources by construct, and the time it took."""

    environment: str
    outputs: dict[str, str]
    resources: dict[str, int]
    seconds: float

    def as_json(self) -> dict[str, object]:
        """Return it as plain data."""
        return asdict(self)


def deploy(found: Target) -> Deployed:
    """Run `cdktf deploy` and return what came of it; raises UserError when it fails."""
    started = time.monotonic()
    found.workspace.deploy()
    return Deployed(
        environment=found.environment.name,
        outputs=found.workspace.outputs(),
        resources=count_by_construct(found.workspace.stack_folder),
        seconds=time.monotonic() - started,
    )


def print_summary(deployed: Deployed, console: Console) -> None:
    """Print where everything is, and what was built."""
    minutes, seconds = divmod(int(deployed.seconds), 60)
    total = sum(deployed.resources.values())
    console.print(
        f"\n[bold green]{deployed.environment} is deployed[/]: "
        f"{total} resources in {minutes} min {seconds} s\n"
    )
    print_pairs(deployed.outputs, console)
    built = Table("construct", "resources", box=None, pad_edge=False)
    built.columns[1].justify = "right"
    for construct, count in deployed.resources.items():
        built.add_row(construct, str(count))
    console.print()
    console.print(built)

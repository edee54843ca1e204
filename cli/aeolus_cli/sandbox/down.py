"""`aeolus sandbox down`: destroy through Terraform, then end the region."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Annotated

import typer
from rich.console import Console

from aeolus_cli.destroy import tear_down
from aeolus_cli.errors import UserError, reported
from aeolus_cli.options import JsonOption
from aeolus_cli.preflight import require_terraform
from aeolus_cli.show import print_json
from aeolus_cli.target import SANDBOX_STATE, in_sandbox, project_root
from aeolus_sandbox import region as regions
from aeolus_sandbox.region import State


@dataclass(frozen=True)
class TakenDown:
    """A region that is gone: how many resources were destroyed first, and whether it was there."""

    environment: str
    resources: int
    was_up: bool


def take_down(name: str, console: Console, *, force: bool) -> TakenDown:
    """Destroy what is deployed in the region of `name`, and end it.

    With `force`, or when its server has died and all it held with it, the region just ends.
    """
    state = project_root() / SANDBOX_STATE
    gone = 0
    if regions.status(name, state) is State.RUNNING and not force:
        found = in_sandbox(name, console)
        if (found.workspace.stack_folder / ".terraform").is_dir():
            require_terraform()
            gone = tear_down(found, found.workspace.recorded(), skip_final_snapshot=True)
            console.print(f"destroyed {gone} resources of {name}")
    ended = regions.down(name, state)
    console.print(f"the embedded AWS of {name} " + ("is gone" if ended else "was not up"))
    return TakenDown(name, gone, ended)


@reported
def down(
    environments: Annotated[
        list[str] | None, typer.Argument(metavar="[ENV]...", help="All that are up, if none.")
    ] = None,
    force: Annotated[
        bool, typer.Option("--force", help="Do not destroy first: end the region at once.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Destroy what is deployed in an embedded region, through Terraform, and stop the region.

    Example: aeolus sandbox down prod
    """
    console = Console(stderr=as_json)
    names = environments or regions.names(project_root() / SANDBOX_STATE)
    if not names:
        console.print("no embedded AWS is up")
    done = []
    for name in names:
        try:
            done.append(asdict(take_down(name, console, force=force)))
        except UserError as error:
            cure = f"aeolus sandbox down --force {name} ends it without Terraform"
            raise UserError(error.message, details=error.details, cure=cure) from error
    if as_json:
        print_json(done)

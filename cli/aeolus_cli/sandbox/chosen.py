"""Which embedded region a command is about, when it names a node and not an environment."""

from __future__ import annotations

from typing import Annotated

import typer

from aeolus_cli.errors import UserError
from aeolus_cli.target import SANDBOX_STATE, project_root
from aeolus_sandbox import region as regions
from aeolus_sandbox.region import Region, State

NodeArgument = Annotated[
    str, typer.Argument(metavar="NODE", help="Its id, address or name, as `status` shows it.")
]
InOption = Annotated[
    str | None,
    typer.Option("--in", metavar="ENV", help="The environment, when several are up."),
]


def chosen(environment: str | None) -> Region:
    """Return the running region of `environment`, or the only one that is up.

    Raises UserError when there is none, or more than one to choose from.
    """
    state = project_root() / SANDBOX_STATE
    if environment:
        return regions.running(environment, state)
    up = [each for each in regions.regions(state) if each.state is State.RUNNING]
    if len(up) == 1:
        return up[0]
    if not up:
        raise UserError("no embedded AWS is up", cure="aeolus sandbox up ENV")
    names = ", ".join(each.name for each in up)
    raise UserError(f"several are up: {names}", cure=f"add --in, as in --in {up[0].name}")

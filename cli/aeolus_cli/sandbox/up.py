"""`aeolus sandbox up ENV`: an embedded region with the environment deployed into it."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.console import Console

from aeolus_cli.bootstrap import prepare
from aeolus_cli.deploy import Deployed, deploy, print_summary
from aeolus_cli.errors import UserError, reported
from aeolus_cli.options import EnvironmentArgument, JsonOption
from aeolus_cli.preflight import require_cdktf, require_terraform
from aeolus_cli.show import print_json
from aeolus_cli.target import SANDBOX_STATE, in_sandbox, load, project_root
from aeolus_sandbox import region as regions
from aeolus_sandbox.errors import SandboxError

from .account import account_for


def bring_up(name: str, console: Console, *, port: int = 0) -> Deployed:
    """Start the region of `name`, if it is not up, and deploy into it.

    A region that was started for a deploy that fails stays up: what was created can be looked
    at, and the deploy run again.
    """
    environment = load(name)
    state = project_root() / SANDBOX_STATE
    try:
        region = regions.up(name, account_for(environment), state, port)
    except SandboxError as error:
        raise UserError(
            str(error), cure=f"aeolus sandbox down {name} ends it and forgets what it held"
        ) from error
    console.print(f"embedded AWS for {name} at {region.url} (log: {region.log.name})")
    found = in_sandbox(name, console)
    prepare(found)
    return deploy(found)


@reported
def up(
    environment: EnvironmentArgument = "prod",
    api_only: Annotated[
        bool, typer.Option("--api-only", help="Emulate the AWS API; boot no machines.")
    ] = False,
    port: Annotated[int, typer.Option(help="Port of the API; 0 picks a free one.")] = 0,
    as_json: JsonOption = False,
) -> None:
    """Start an embedded AWS region and run the real `cdktf deploy ENV` against it.

    Takes some minutes, most of them the provider's own waits; again it deploys what changed.

    Example: aeolus sandbox up dev
    """
    console = Console(stderr=as_json)
    require_terraform()
    require_cdktf(project_root())
    try:
        deployed = bring_up(environment, console, port=port)
    except (KeyboardInterrupt, UserError):
        console.print(
            f"the embedded AWS is still up: `aeolus sandbox up {environment}` goes on, "
            f"`aeolus sandbox down {environment}` removes it",
            soft_wrap=True,
        )
        raise
    if as_json:
        print_json(deployed.as_json())
    else:
        print_summary(deployed, console)
        console.print(f"\ntake it down again: aeolus sandbox down {environment}")

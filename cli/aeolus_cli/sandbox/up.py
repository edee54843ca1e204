"""`aeolus sandbox up ENV`: an embedded region with the environment deployed into it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

import typer
from rich.console import Console

from aeolus_cli.bootstrap import prepare
from aeolus_cli.deploy import Deployed, deploy, print_summary
from aeolus_cli.errors import UserError, reported
from aeolus_cli.options import EnvironmentArgument, JsonOption
from aeolus_cli.preflight import require_cdktf, require_terraform
from aeolus_cli.show import print_json
from aeolus_cli.target import ENVIRONMENTS, IMAGES, SANDBOX_STATE, in_sandbox, load, project_root
from aeolus_config.loading import load_all
from aeolus_config.model import Environment
from aeolus_sandbox import region as regions
from aeolus_sandbox.errors import SandboxError
from aeolus_sandbox.machines.image.images import Images
from aeolus_sandbox.machines.requirement import Host, reason
from aeolus_sandbox.region import State
from aeolus_sandbox.supervisor.settings import Settings
from aeolus_stacks.bundles import bundles_of

from .account import account_for
from .life import bring_to_life
from .status import print_doors, print_nodes


def machine_settings(console: Console) -> Settings | None:
    """Return how machines are run here, with their images at hand; None where they cannot be."""
    if obstacle := reason(Host.here()):
        console.print(f"[yellow]no machines, the API alone:[/] {obstacle}", soft_wrap=True)
        return None
    directory = (project_root() / IMAGES).resolve()
    images = Images(directory, lambda step: console.print(f"image: {step}", highlight=False))
    images.debian()
    images.services()
    return Settings(images=directory)


def build_bundles(console: Console) -> None:
    """Build what nodes install, for all environments, as the deploy synthesizes all of them."""
    environments = load_all(project_root() / ENVIRONMENTS)
    bundles_of(environments, os.environ, lambda step: console.print(step, highlight=False))


def bring_up(
    environment: Environment, console: Console, *, port: int = 0, machines: Settings | None = None
) -> Deployed:
    """Start the region of `environment`, if it is not up, and deploy into it.

    With settings of `machines`, what is deployed comes to life. A region that was started for a
    deploy that fails stays up: what was created can be looked at, and the deploy run again.
    """
    name = environment.name
    state = project_root() / SANDBOX_STATE
    try:
        region = regions.up(name, account_for(environment), state, port, machines)
    except SandboxError as error:
        cure = f"aeolus sandbox down {name} ends it and forgets what it held"
        raise UserError(
            str(error), cure="" if regions.status(name, state) is State.ABSENT else cure
        ) from error
    if machines and not region.machines:
        console.print(f"it is up without machines: aeolus sandbox down {name} first boots them")
    console.print(f"embedded AWS for {name} at {region.url} (log: {region.log.name})")
    found = in_sandbox(name, console)
    prepare(found)
    return deploy(found)


@contextmanager
def told_what_is_left(environment: str, console: Console) -> Iterator[None]:
    """Say that a region is still up, and what to do with it, when what is done with it ends."""
    try:
        yield
    except (KeyboardInterrupt, UserError):
        if regions.status(environment, project_root() / SANDBOX_STATE) is State.RUNNING:
            console.print(
                f"the embedded AWS is still up: `aeolus sandbox up {environment}` goes on, "
                f"`aeolus sandbox down {environment}` removes it",
                soft_wrap=True,
            )
        raise


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
    # Whatever may be wrong is told before images are built, which takes minutes.
    described = load(environment)
    require_terraform()
    require_cdktf(project_root())
    build_bundles(console)
    with told_what_is_left(environment, console):
        settings = None if api_only else machine_settings(console)
        deployed = bring_up(described, console, port=port, machines=settings)
        region = regions.running(environment, project_root() / SANDBOX_STATE)
        if not as_json:
            print_summary(deployed, console)
        if region.machines and not described.hibernated:
            bring_to_life(described, region, console)
    if as_json:
        print_json(deployed.as_json())
    else:
        print_nodes(region.nodes(), console)
        print_doors(region.doors(), console)
        console.print(f"\ntake it down again: aeolus sandbox down {environment}")

"""`aeolus destroy ENV`: say what is lost, ask, lift the protections, destroy."""

from __future__ import annotations

from collections.abc import Sequence

import typer
from rich.console import Console
from rich.markup import escape

from aeolus_config.model import Environment
from aeolus_stacks.bundles import TO_BE_READ
from aeolus_stacks.protections import LIFT_PROTECTION, SKIP_FINAL_SNAPSHOT

from .errors import UserError, reported
from .hibernation.metastore import STATE, wake
from .options import EnvironmentArgument, JsonOption, SandboxOption
from .preflight import require_terraform
from .show import print_json
from .target import Target, target
from .terraform.workspace import Recorded

DATA = {
    "aws_db_instance": "database",
    "aws_s3_bucket": "bucket with all its objects",
    "aws_ebs_volume": "volume",
    "aws_elasticache_replication_group": "broker with its queued tasks",
    "aws_secretsmanager_secret": "secret",
    "aws_cloudwatch_log_group": "log group",
}
"""Terraform types that hold something no deploy brings back."""

PROTECTED = (
    "aws_db_instance",
    "aws_dynamodb_table",
    "aws_lb",
    "aws_s3_bucket",
    "aws_secretsmanager_secret",
)
"""Terraform types whose protection has to be lifted before they can be destroyed."""


def losses(addresses: Sequence[str]) -> list[str]:
    """Return a line for each thing in the state that is lost for good."""
    return [
        f"{DATA[type_]}: {address.removeprefix(type_ + '.')}"
        for address in addresses
        if (type_ := address.split(".")[0]) in DATA
    ]


def lifting_settings(environment: Environment, *, skip_final_snapshot: bool) -> dict[str, str]:
    """Return the settings under which the stack is synthesized without its protections."""
    settings = {**TO_BE_READ, LIFT_PROTECTION: environment.name}
    if skip_final_snapshot:
        settings[SKIP_FINAL_SNAPSHOT] = environment.name
    return settings


def tear_down(found: Target, recorded: Recorded, *, skip_final_snapshot: bool) -> int:
    """Lift the protections in one apply, destroy all, and return how many resources went.

    The apply is confined to protected resources that exist: a deploy that stopped half-way must
    not be completed on the way to its end.
    """
    workspace, addresses = found.workspace, recorded.addresses
    if recorded.of_type(STATE):
        # RDS changes no protection of an instance that is stopped, and takes no snapshot of it.
        wake(found, lambda line: workspace.console.print(line, markup=False))
    workspace.synth(**lifting_settings(found.environment, skip_final_snapshot=skip_final_snapshot))
    protected = [each for each in addresses if each.split(".")[0] in PROTECTED]
    if protected:
        targets = [f"-target={each}" for each in protected]
        workspace.terraform("lift protection", ["apply", "-auto-approve", "-input=false", *targets])
    workspace.terraform("destroy", ["destroy", "-auto-approve", "-input=false"])
    return len(addresses)


@reported
def destroy(
    environment: EnvironmentArgument,
    sandbox: SandboxOption = False,
    skip_final_snapshot: bool = typer.Option(
        False, "--skip-final-snapshot", help="Do not keep a last snapshot of the metastore."
    ),
    confirm: str | None = typer.Option(
        None, "--confirm", metavar="ENV", help="The environment's name, for use in a script."
    ),
    as_json: JsonOption = False,
) -> None:
    """List what is lost, ask for the environment's name, and destroy it through Terraform.

    Example: aeolus destroy staging
    """
    console = Console(soft_wrap=True, stderr=as_json)
    if confirm is not None:
        _must_be(environment, confirm)
    found = target(environment, console, sandbox=sandbox)
    require_terraform()
    found.workspace.synth(**TO_BE_READ)
    found.workspace.init()
    recorded = found.workspace.recorded()
    addresses = recorded.addresses
    lost = losses(addresses)
    if addresses:
        _say_what_goes(environment, len(addresses), lost, console)
        if confirm is None:
            _must_be(environment, typer.prompt(f"Type {environment} to destroy it", err=as_json))
        tear_down(found, recorded, skip_final_snapshot=skip_final_snapshot)
        console.print(f"{environment} is destroyed: {len(addresses)} resources")
    else:
        console.print(f"nothing of {environment} is deployed")
    if as_json:
        print_json({"environment": environment, "resources": len(addresses), "lost": lost})


def _say_what_goes(name: str, resources: int, lost: Sequence[str], console: Console) -> None:
    console.print(f"{resources} resources of [bold]{name}[/] go; lost for good:")
    for line in lost:
        console.print(f"  {escape(line)}")


def _must_be(name: str, typed: str) -> None:
    """Raise UserError unless the name is typed, now or on the command line."""
    if typed != name:
        raise UserError(f"{typed!r} is not {name!r}: nothing was destroyed")

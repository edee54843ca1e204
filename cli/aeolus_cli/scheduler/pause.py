"""`aeolus scheduler pause ENV` and `aeolus scheduler resume ENV`."""

from __future__ import annotations

import getpass
from dataclasses import asdict

from rich.console import Console

from aeolus_cli.errors import reported
from aeolus_cli.options import EnvironmentArgument, JsonOption, SandboxOption
from aeolus_cli.show import print_json
from aeolus_cli.target import target

from .lease import lease_of


@reported
def pause(
    environment: EnvironmentArgument, sandbox: SandboxOption = False, as_json: JsonOption = False
) -> None:
    """Let nobody take over in ENV when the active scheduler fails, until `resume`.

    Its own machine still restarts it, and `promote` still moves it.

    Example: aeolus scheduler pause prod
    """
    _set(environment, paused=True, sandbox=sandbox, as_json=as_json)


@reported
def resume(
    environment: EnvironmentArgument, sandbox: SandboxOption = False, as_json: JsonOption = False
) -> None:
    """Let another master of ENV take over again when the active scheduler fails.

    One that failed meanwhile is replaced within a minute.

    Example: aeolus scheduler resume prod
    """
    _set(environment, paused=False, sandbox=sandbox, as_json=as_json)


def _set(environment: str, *, paused: bool, sandbox: bool, as_json: bool) -> None:
    console = Console(stderr=as_json, soft_wrap=True, highlight=False)
    lease = lease_of(target(environment, console, sandbox=sandbox))
    control = lease.wish(paused=paused, by=getpass.getuser())
    if as_json:
        print_json(asdict(control))
    else:
        console.print(f"automatic failover of {environment} is {'paused' if paused else 'on'}")

"""`aeolus sandbox status`: which embedded regions there are, and what is in them."""

from __future__ import annotations

from rich.console import Console

from aeolus_cli.errors import reported
from aeolus_cli.options import JsonOption
from aeolus_cli.show import print_json, print_pairs
from aeolus_cli.target import SANDBOX_STATE, in_sandbox, project_root
from aeolus_sandbox import region as regions
from aeolus_sandbox.region import Region, State


def describe(region: Region, console: Console) -> dict[str, object]:
    """Return what is known of a region; outputs only where something is deployed."""
    known: dict[str, object] = {
        "name": region.name,
        "state": region.state.value,
        "endpoint": region.url,
        "created": region.created.isoformat(timespec="seconds"),
        "log": str(region.log),
        "outputs": {},
    }
    if region.state is State.RUNNING:
        workspace = in_sandbox(region.name, console).workspace
        if (workspace.stack_folder / ".terraform").is_dir():
            known["outputs"] = workspace.outputs()
    return known


@reported
def status(as_json: JsonOption = False) -> None:
    """Show the embedded regions of this project, their endpoints and what is deployed.

    Example: aeolus sandbox status --json
    """
    console = Console(stderr=as_json)
    found = [describe(each, console) for each in regions.regions(project_root() / SANDBOX_STATE)]
    if as_json:
        print_json(found)
    elif not found:
        console.print("no embedded AWS is up")
    else:
        for each in found:
            _print(each, console)


def _print(known: dict[str, object], console: Console) -> None:
    console.print(f"[bold]{known['name']}[/] {known['state']}")
    outputs = known["outputs"]
    assert isinstance(outputs, dict)
    pairs = {key: str(known[key]) for key in ("endpoint", "created", "log")}
    print_pairs({**pairs, **outputs}, console)
    if known["state"] == State.STALE:
        console.print(f"its server has ended: aeolus sandbox down {known['name']}")

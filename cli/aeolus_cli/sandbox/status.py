"""`aeolus sandbox status`: which embedded regions there are, and what is in them."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, field

from rich.console import Console

from aeolus_cli.errors import reported
from aeolus_cli.options import JsonOption
from aeolus_cli.preflight import require_terraform
from aeolus_cli.show import print_json, print_pairs, print_rows
from aeolus_cli.target import SANDBOX_STATE, in_sandbox, project_root
from aeolus_sandbox import region as regions
from aeolus_sandbox.region import Region, State
from aeolus_sandbox.supervisor.seen import DoorSeen, NodeSeen

from .answers import Answer, answers
from .daemons import print_daemons
from .targets import TargetsSeen, targets


@dataclass(frozen=True)
class Seen:
    """A region and what is in it; outputs only where something is deployed."""

    region: Region
    outputs: dict[str, str] = field(default_factory=dict)
    nodes: Sequence[NodeSeen] = ()
    answers: Sequence[Answer] = ()
    targets: Sequence[TargetsSeen] = ()
    doors: Sequence[DoorSeen] = ()

    def pairs(self) -> dict[str, str]:
        """Return what is known of the region itself."""
        return {
            "endpoint": self.region.url,
            "created": self.region.created.isoformat(timespec="seconds"),
            "log": str(self.region.log),
        }

    def as_json(self) -> dict[str, object]:
        """Return it as plain data."""
        return {
            "name": self.region.name,
            "state": self.region.state.value,
            **self.pairs(),
            "outputs": self.outputs,
            "nodes": [each.model_dump() for each in self.nodes],
            "daemons": [each.as_json() for each in self.answers],
            "targets": [each.model_dump() for each in self.targets],
            "doors": [each.model_dump() for each in self.doors],
        }


def look(region: Region, console: Console) -> Seen:
    """Return what is in a region."""
    if region.state is not State.RUNNING:
        return Seen(region)
    workspace = in_sandbox(region.name, console).workspace
    deployed = (workspace.stack_folder / ".terraform").is_dir()
    if deployed:
        require_terraform()
    return Seen(
        region,
        outputs=workspace.outputs() if deployed else {},
        nodes=region.nodes(),
        answers=answers(region),
        targets=targets(region) if region.machines else (),
        doors=region.doors(),
    )


def print_nodes(nodes: Sequence[NodeSeen], console: Console) -> None:
    """Print what runs, a line each; nothing for none."""
    if not nodes:
        return
    head = ("node", "kind", "zone", "address", "state", "name")
    rows = [(one.id, one.kind, one.zone, one.address, one.state, one.name) for one in nodes]
    console.print()
    print_rows([head, *rows], console)


def print_targets(seen: Sequence[TargetsSeen], console: Console) -> None:
    """Print how the targets of load balancers are, a group a line; nothing for none."""
    if seen:
        console.print("\ntargets:")
        print_rows([(one.group, one.told) for one in seen], console)


def print_doors(doors: Sequence[DoorSeen], console: Console) -> None:
    """Print what opens on this machine, a line each; nothing for none."""
    if doors:
        console.print("\nopen on this machine:")
        rows = [(f"{one.protocol.lower()}://{one.here}", f"{one.host}:{one.port}") for one in doors]
        print_rows(rows, console)


@reported
def status(as_json: JsonOption = False) -> None:
    """Show the embedded regions of this project, what is deployed, and how its daemons are.

    Example: aeolus sandbox status --json
    """
    console = Console(stderr=as_json)
    found = [look(each, console) for each in regions.regions(project_root() / SANDBOX_STATE)]
    if as_json:
        print_json([each.as_json() for each in found])
    elif not found:
        console.print("no embedded AWS is up")
    else:
        for each in found:
            _print(each, console)


def _print(seen: Seen, console: Console) -> None:
    region = seen.region
    console.print(f"[bold]{region.name}[/] {region.state.value}")
    print_pairs({**seen.pairs(), **seen.outputs}, console)
    print_nodes(seen.nodes, console)
    print_daemons(seen.answers, time.time(), console)
    print_targets(seen.targets, console)
    print_doors(seen.doors, console)
    if region.state is State.STALE:
        console.print(f"its server has ended: aeolus sandbox down {region.name}")

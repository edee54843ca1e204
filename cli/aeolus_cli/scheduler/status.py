"""`aeolus scheduler status ENV` and `aeolus scheduler history ENV`."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from aeolus_cli.errors import reported
from aeolus_cli.options import EnvironmentArgument, JsonOption, SandboxOption
from aeolus_cli.show import print_json, print_rows
from aeolus_cli.target import target

from .lease import lease_of
from .words import ago, when

if TYPE_CHECKING:
    from aeolus_lease.record import Candidate, Decided
    from aeolus_lease.store import State

LAST = 5
SILENT_S = 20.0
"""Masters say how they are every four seconds; here wall clocks are compared."""


@reported
def status(
    environment: EnvironmentArgument, sandbox: SandboxOption = False, as_json: JsonOption = False
) -> None:
    """Show which master of ENV schedules, since when, and who could take over.

    Example: aeolus scheduler status prod
    """
    console = Console(stderr=as_json, soft_wrap=True, highlight=False)
    lease = lease_of(target(environment, console, sandbox=sandbox))
    state, candidates, decisions = lease.read(), lease.candidates(), lease.decisions(LAST)
    if as_json:
        print_json(
            {
                "lease": asdict(state.lease) if state.lease else None,
                "control": asdict(state.control),
                "candidates": [asdict(each) for each in candidates],
                "decisions": [asdict(each) for each in decisions],
            }
        )
        return
    for line in told(state):
        console.print(line, markup=False)
    if candidates:
        rows = [("master", "zone", "health", "said", "why")]
        holder = state.lease.holder if state.lease and not state.lease.released else ""
        print_rows([*rows, *(_row(each, holder) for each in candidates)], console)
    if decisions:
        print_decisions(decisions, console)


def told(state: State) -> Iterator[str]:
    """Yield who holds the lease, and what operators want."""
    lease, control = state.lease, state.control
    if lease is None:
        yield "nobody has scheduled yet: the first master that is healthy will"
    elif lease.released:
        yield f"nobody schedules: {lease.holder} gave the lease of epoch {lease.epoch} back"
    else:
        renewed = f"renewed {ago(lease.renewed_at)}" if lease.counter else "not renewed yet"
        yield (
            f"{lease.holder} schedules in epoch {lease.epoch} since {when(lease.moved_at)},"
            f" {renewed}"
        )
        yield f"  as {lease.reason}"
    if control.paused:
        yield f"automatic failover is paused by {control.by or 'an operator'}"
    if lease and control.wanted and control.wanted_epoch == lease.epoch:
        yield f"{control.by or 'an operator'} wants {control.wanted}"


def _row(said: Candidate, holder: str) -> tuple[str, ...]:
    health = "healthy" if said.healthy else "not healthy"
    if time.time() - said.said_at > SILENT_S:
        health = "silent"
    if said.node == holder:
        health = f"{health}, active"
    return said.node, said.zone, health, ago(said.said_at), said.reason


@reported
def history(
    environment: EnvironmentArgument,
    last: Annotated[int, typer.Option("--last", min=1, max=1000, help="How many.")] = 20,
    sandbox: SandboxOption = False,
    as_json: JsonOption = False,
) -> None:
    """List the decisions on who schedules in ENV, the last one first, with their reasons.

    They are kept for 90 days.

    Example: aeolus scheduler history prod --last 50
    """
    console = Console(stderr=as_json, soft_wrap=True, highlight=False)
    decisions = lease_of(target(environment, console, sandbox=sandbox)).decisions(last)
    if as_json:
        print_json([asdict(each) for each in decisions])
    elif decisions:
        print_decisions(decisions, console)
    else:
        console.print("nothing has been decided yet")


def print_decisions(decisions: list[Decided], console: Console) -> None:
    """Print decisions, a line each."""
    rows = [(when(each.at), each.action, each.node, each.reason) for each in decisions]
    print_rows([("decided (UTC)", "action", "master", "reason"), *rows], console)

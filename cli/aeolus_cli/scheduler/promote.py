"""`aeolus scheduler promote ENV NODE`: a planned move, by the way that a failover takes."""

from __future__ import annotations

import getpass
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from aeolus_cli.errors import UserError, reported
from aeolus_cli.options import EnvironmentArgument, JsonOption, SandboxOption
from aeolus_cli.show import print_json
from aeolus_cli.target import target

from .lease import LeaseOf, lease_of

if TYPE_CHECKING:
    from aeolus_lease.record import Decided, Lease

LOOK_S = 0.5
LIMIT_S = 90.0
"""The standby reports a wish within a second, and the function looks each minute besides."""
REFUSED = "refuse"


@reported
def promote(
    environment: EnvironmentArgument,
    node: Annotated[
        str, typer.Argument(metavar="NODE", help="A master: its instance id, as `status` has it.")
    ],
    sandbox: SandboxOption = False,
    as_json: JsonOption = False,
) -> None:
    """Let master NODE of ENV schedule; the one that does hands over.

    Tasks that run go on. Returns once NODE schedules; fails, and changes nothing, if it cannot.

    Example: aeolus scheduler promote prod i-0a1b2c3d4e5f67890
    """
    console = Console(stderr=as_json, soft_wrap=True, highlight=False)
    lease = lease_of(target(environment, console, sandbox=sandbox))
    began = time.monotonic()
    now = moved(lease, node, lambda line: console.print(line, markup=False))
    if as_json:
        print_json({**asdict(now), "seconds": round(time.monotonic() - began, 1)})
    else:
        took = time.monotonic() - began
        console.print(f"{node} schedules in epoch {now.epoch}, after {took:.1f} s", markup=False)


@dataclass(frozen=True)
class Patience:
    """How it is waited; `clock` is monotonic, in seconds."""

    sleep: Callable[[float], None] = time.sleep
    clock: Callable[[], float] = time.monotonic


def moved(
    lease: LeaseOf, node: str, say: Callable[[str], None], patience: Patience = Patience()
) -> Lease:
    """Return the lease once `node` schedules in it.

    Raises UserError for one that is no master or not healthy, and when nothing comes of it.
    """
    before = lease.read().lease
    known = {each.node: each for each in lease.candidates()}
    if node not in known:
        there = ", ".join(known) or "none has said anything yet"
        raise UserError(f"{node} is no master of {lease.environment}", cure=f"masters: {there}")
    if not known[node].healthy:
        raise UserError(f"{node} cannot schedule: {known[node].reason}")
    if before is None:
        raise UserError(
            f"nobody has scheduled in {lease.environment} yet",
            cure="the first master that is healthy will, within a minute",
        )
    if before.holder == node and not before.released:
        say(f"{node} has the lease of epoch {before.epoch} already")
        return before
    lease.wish(wanted=node, wanted_epoch=before.epoch, by=getpass.getuser())
    say(f"{before.holder} is to hand over to {node}")
    return _awaited(lease, node, before, patience, since=time.time())


def _awaited(
    lease: LeaseOf, node: str, before: Lease, patience: Patience, *, since: float
) -> Lease:
    deadline = patience.clock() + LIMIT_S
    while patience.clock() < deadline:
        now = lease.read().lease
        if now and now.epoch > before.epoch:
            if now.holder != node:
                raise UserError(
                    f"{now.holder} schedules now instead: {now.reason}",
                    cure=f"aeolus scheduler promote {lease.environment} {node} asks again",
                )
            # It renews when the old one is put out, just before its scheduler starts.
            if now.counter:
                return now
        if refused := _refused(lease, since):
            lease.wish(wanted="", wanted_epoch=0)
            raise UserError(refused.reason)
        patience.sleep(LOOK_S)
    lease.wish(wanted="", wanted_epoch=0)
    raise UserError(
        f"{node} did not take over within {LIMIT_S:.0f} s; the wish is withdrawn",
        cure=f"aeolus scheduler test {lease.environment} tries each link of the chain",
    )


def _refused(lease: LeaseOf, since: float) -> Decided | None:
    last = next(iter(lease.decisions(1)), None)
    # By the wall clocks of two machines, which may differ a little.
    return last if last and last.action == REFUSED and last.at >= since - 1 else None

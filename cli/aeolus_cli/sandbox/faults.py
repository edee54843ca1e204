"""Faults to play with: what befalls a node, or a whole Availability Zone."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer
from rich.console import Console

from aeolus_cli.errors import reported
from aeolus_cli.options import JsonOption
from aeolus_cli.show import print_json
from aeolus_sandbox.supervisor.seen import Fault

from .chosen import InOption, NodeArgument, chosen

_DONE = {
    Fault.KILL: "has lost its power",
    Fault.FREEZE: "is frozen",
    Fault.THAW: "goes on",
    Fault.CUT: "is cut off the network",
    Fault.HEAL: "is on the network again",
    Fault.REBOOT: "reboots",
    Fault.STOP: "is to stop",
    Fault.START: "is to start",
    Fault.FAIL_OVER: "is to fail over",
    Fault.INTERRUPT: "is told that it ends in two minutes",
    Fault.FAIL_AZ: "has lost its power",
}


def _befall(fault: Fault, target: str, environment: str | None, as_json: bool) -> None:
    hit = chosen(environment).befall(fault, target)
    if as_json:
        print_json([each.model_dump() for each in hit])
        return
    for each in hit:
        Console().print(f"{each.kind} {each.id} ({each.zone}) {_DONE[fault]}", soft_wrap=True)


@reported
def kill(node: NodeArgument, environment: InOption = None, as_json: JsonOption = False) -> None:
    """Take a node's power: every process ends at once, and nothing is told.

    Example: aeolus sandbox kill i-0123456789abcdef0
    """
    _befall(Fault.KILL, node, environment, as_json)


@reported
def freeze(node: NodeArgument, environment: InOption = None, as_json: JsonOption = False) -> None:
    """Stop everything in a node where it is; it holds its memory and its connections.

    Example: aeolus sandbox freeze i-0123456789abcdef0
    """
    _befall(Fault.FREEZE, node, environment, as_json)


@reported
def thaw(node: NodeArgument, environment: InOption = None, as_json: JsonOption = False) -> None:
    """Let a frozen node go on.

    Example: aeolus sandbox thaw i-0123456789abcdef0
    """
    _befall(Fault.THAW, node, environment, as_json)


@reported
def cut(node: NodeArgument, environment: InOption = None, as_json: JsonOption = False) -> None:
    """Cut a node off the network, without telling anybody.

    Example: aeolus sandbox cut i-0123456789abcdef0
    """
    _befall(Fault.CUT, node, environment, as_json)


@reported
def heal(node: NodeArgument, environment: InOption = None, as_json: JsonOption = False) -> None:
    """Put a node that was cut off on the network again.

    Example: aeolus sandbox heal i-0123456789abcdef0
    """
    _befall(Fault.HEAL, node, environment, as_json)


@reported
def reboot(node: NodeArgument, environment: InOption = None, as_json: JsonOption = False) -> None:
    """Reboot a node, or boot again one that lost its power.

    Example: aeolus sandbox reboot i-0123456789abcdef0
    """
    _befall(Fault.REBOOT, node, environment, as_json)


@reported
def stop(node: NodeArgument, environment: InOption = None, as_json: JsonOption = False) -> None:
    """Have AWS stop an instance or a database, as an operator does.

    Example: aeolus sandbox stop my-database
    """
    _befall(Fault.STOP, node, environment, as_json)


@reported
def start(node: NodeArgument, environment: InOption = None, as_json: JsonOption = False) -> None:
    """Have AWS start again an instance or a database that was stopped.

    Example: aeolus sandbox start my-database
    """
    _befall(Fault.START, node, environment, as_json)


@reported
def fail_over(
    node: NodeArgument, environment: InOption = None, as_json: JsonOption = False
) -> None:
    """Have AWS reboot a database with failover, or a cache's primary handed to a replica.

    Example: aeolus sandbox fail-over my-database
    """
    _befall(Fault.FAIL_OVER, node, environment, as_json)


@reported
def interrupt(
    node: NodeArgument, environment: InOption = None, as_json: JsonOption = False
) -> None:
    """Have EC2 take a Spot instance back: it has a notice of two minutes, as on AWS.

    Example: aeolus sandbox interrupt i-0123456789abcdef0
    """
    _befall(Fault.INTERRUPT, node, environment, as_json)


@reported
def fail_az(
    zone: Annotated[str, typer.Argument(metavar="ZONE", help="As in eu-central-1a.")],
    environment: InOption = None,
    as_json: JsonOption = False,
) -> None:
    """Take the power of all in an Availability Zone: machines, servers, and NAT gateways.

    Example: aeolus sandbox fail-az eu-central-1a
    """
    _befall(Fault.FAIL_AZ, zone, environment, as_json)


class Switch(StrEnum):
    """Whether something is so from now on."""

    ON = "on"
    OFF = "off"


@reported
def duplicates(
    switch: Annotated[Switch, typer.Argument(help="Whether events come twice from now on.")],
    environment: InOption = None,
    as_json: JsonOption = False,
) -> None:
    """Let EventBridge deliver every event twice, as it may at any time, or no longer.

    Example: aeolus sandbox duplicates on
    """
    on = switch is Switch.ON
    chosen(environment).duplicate_events(on)
    if as_json:
        print_json({"duplicates": on})
        return
    Console().print("every event comes twice" if on else "every event comes once")

"""Waits until the instances of a region are up, and shows how far each is."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial
from typing import Any

from rich.console import Console

from aeolus_cli.aws.auto_scaling import in_warm_pools
from aeolus_sandbox.region import Region

from .answers import Answer, answers
from .timeline import print_timeline

LIMIT_S = 300.0
"""Without anything new: a machine that does much else takes its time, and gets there."""
_PAUSE_S = 3.0
"""Each look starts a program on each machine, and takes the processor from those that boot."""


class Rollout:
    """Prints a line for each node that has come further, with the seconds since it began."""

    def __init__(self, console: Console) -> None:
        """Print on `console`."""
        self._console = console
        self._told: dict[str, str] = {}

    def show(self, seen: list[Answer], seconds: float) -> None:
        """Print what has changed since the last time."""
        for answer in seen:
            if self._told.get(answer.node.id) != answer.brief:
                self._told[answer.node.id] = answer.brief
                who = "  ".join(filter(None, (answer.node.id, answer.node.name)))
                self._console.print(
                    f"{seconds:4.0f} s  {who}  {answer.brief}",
                    soft_wrap=True,
                    markup=False,
                    highlight=False,
                )


def settled(
    ask: Callable[[], list[Answer]],
    show: Callable[[list[Answer], float], None],
    *,
    wanted: Callable[[], int],
    limit_s: float = LIMIT_S,
    clock: Callable[[], float] = time.monotonic,
    pause: Callable[[float], None] = time.sleep,
) -> list[Answer]:
    """Return what the instances say once as many as `wanted` tells, or more, are there and healthy.

    It is asked each time: a first worker that is up long before the others has nothing to do, and
    leaves. When none has said anything new for `limit_s`, what they say then.
    """
    began = changed = clock()
    known: set[tuple[str, str]] = set()
    while True:
        seen = ask()
        now = clock()
        show(seen, now - began)
        told = {(each.node.id, each.brief) for each in seen}
        if not told <= known:
            changed = now
            known |= told
        there = len(seen) >= wanted() and all(each.healthy for each in seen)
        if there or now - changed >= limit_s:
            return seen
        pause(_PAUSE_S)


def wanted_instances(autoscaling: Any) -> int:
    """Return how many instances all Auto Scaling groups are to have."""
    pages = autoscaling.get_paginator("describe_auto_scaling_groups").paginate()
    return sum(group["DesiredCapacity"] for page in pages for group in page["AutoScalingGroups"])


def wait_for(region: Region, console: Console) -> bool:
    """Show the instances of `region` coming up, but for warm pools'; return whether all did.

    Says how long each took, or why it did not.
    """
    autoscaling = region.client("autoscaling")
    wanted = partial(wanted_instances, autoscaling)

    def in_service() -> list[Answer]:
        waiting = in_warm_pools(autoscaling)
        return [each for each in answers(region) if each.node.id not in waiting]

    console.print("\nthe nodes come up:")
    with console.status("waiting for every daemon to be healthy"):
        seen = settled(in_service, Rollout(console).show, wanted=wanted)
    late = [each for each in seen if not each.healthy]
    for each in late:
        console.print(f"[red]{each.node.id} is not healthy:[/] ", end="")
        console.print(each.told, soft_wrap=True, markup=False, highlight=False)
        console.print(f"  → aeolus sandbox logs {each.node.id}", soft_wrap=True)
    if missing := max(0, wanted() - len(seen)):
        console.print(f"[red]{missing} instances are not there[/]")
        console.print(f"  → {region.log} says what Auto Scaling does", soft_wrap=True)
    if late or missing:
        return False
    print_timeline(seen, console)
    return True

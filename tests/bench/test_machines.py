"""How long machines take: their image, one boot, four at once; and what they cost when idle."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from aeolus_sandbox.machines.image import mirror
from aeolus_sandbox.machines.image.build import build
from aeolus_sandbox.machines.image.recipe import SERVICES, Recipe
from aeolus_sandbox.machines.machine import Machine
from bench.processes import kilobytes
from bench.table import show
from support.machines import Ground, ground, instance, needs_machines, until

pytestmark = [pytest.mark.bench, needs_machines]

USER_DATA = b"#!/bin/sh\necho user data has started >/dev/console\n"
IDLE_S = 20.0


@pytest.fixture(scope="module")
def region(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ground]:
    directory: Path = tmp_path_factory.mktemp("region")
    with ground(directory) as made:
        yield made


def booted(region: Ground, *numbers: int) -> list[Machine]:
    machines = [region.machine(instance(n, user_data=USER_DATA)) for n in numbers]
    for machine in machines:
        machine.boot()
    return machines


def await_user_data(machines: list[Machine]) -> None:
    started = "user data has started"

    def all_have() -> bool:
        return all(started in machine.console.read_text() for machine in machines)

    until(all_have, started)


def test_images_from_nothing(tmp_path: Path) -> None:
    rows = []
    for what, recipe in (
        ("Debian 12 as in its image for EC2", Recipe()),
        ("Debian 13 with what managed services run", SERVICES),
    ):
        begin, root = time.monotonic(), tmp_path / recipe.suite
        root.mkdir()
        sources = mirror.sources(recipe.suite)
        build(recipe.model_copy(update={"sources": sources}), root, lambda _: None)
        rows.append((what, f"{time.monotonic() - begin:.1f}"))
    show("the images, from nothing", rows)


def test_one_machine_and_four_at_once(region: Ground) -> None:
    rows = []
    for numbers in ((41,), (42, 43, 44, 45)):
        begin = time.monotonic()
        machines = booted(region, *numbers)
        await_user_data(machines)
        started = time.monotonic() - begin
        assert [machine.await_running() for machine in machines] == ["running"] * len(numbers)
        rows += [
            (f"{len(numbers)}, until user data has started", f"{started:.1f}"),
            (f"{len(numbers)}, until all are running", f"{time.monotonic() - begin:.1f}"),
        ]
        if len(machines) > 1:
            rows += idle(machines)
        for machine in machines:
            machine.discard()
    show("machines, from their links to their user data", rows)


def idle(machines: list[Machine]) -> list[tuple[str, str]]:
    """Return what the machines cost while nothing happens in them."""
    before = sum(map(processor_s, machines))
    time.sleep(IDLE_S)
    share = (sum(map(processor_s, machines)) - before) / IDLE_S
    memory = sum(map(memory_bytes, machines))
    return [
        (f"{len(machines)} idle, share of a core", f"{share:.1%}"),
        (f"{len(machines)} idle, memory of their processes", f"{memory / 1e6:.0f} MB"),
    ]


def processor_s(machine: Machine) -> float:
    usage = (group(machine) / "cpu.stat").read_text().split()[1]
    return int(usage) / 1e6


def memory_bytes(machine: Machine) -> int:
    """Return the memory of the machine's processes, what they share counted in parts."""
    pids = [
        pid for file in group(machine).rglob("cgroup.procs") for pid in file.read_text().split()
    ]
    return sum(kilobytes(int(pid)) << 10 for pid in pids)


def group(machine: Machine) -> Path:
    return machine.cgroup.hierarchies.unified / machine.cgroup.name

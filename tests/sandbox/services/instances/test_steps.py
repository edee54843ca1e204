"""A machine that boots takes no processor from those that work."""

from __future__ import annotations

import threading
from typing import Any, cast

import pytest

from aeolus_sandbox.errors import SandboxError
from aeolus_sandbox.machines.machine import State
from aeolus_sandbox.services.instances.steps import Steps
from support.machines import until

BOOTING, BOOTED = [20], [20, 100]


class World:
    def wake(self, service: str) -> None: ...


class Machine:
    """One whose boot ends when it is told to, or which is found off."""

    state = State.OFF

    def __init__(self, *, boots: bool) -> None:
        self.cgroup, self.weights = self, list[int]()
        self.boots, self.goes_on = boots, threading.Event()

    def boot(self) -> None:
        assert self.weights == []

    def weigh(self, weight: int) -> None:
        self.weights.append(weight)

    def await_running(self, limit_s: float) -> str:
        assert self.goes_on.wait(limit_s)
        if not self.boots:
            raise SandboxError("it is off")
        return "running"


@pytest.mark.parametrize("boots", [True, False])
def test_one_that_boots_weighs_less_until_it_has(boots: bool) -> None:
    machine = Machine(boots=boots)
    Steps(cast("Any", World())).power_on(cast("Any", machine))
    assert machine.weights == BOOTING
    machine.goes_on.set()
    until(lambda: machine.weights == BOOTED, "it weighs as much as others")

"""The server of a managed service as faults see it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from aeolus_sandbox.machines.machine import State
from aeolus_sandbox.services.server_node import ServerNode


class ToyAppliance:
    """An appliance that remembers what befell it."""

    state = State.FROZEN
    log = Path("/var/log/toy")

    def __init__(self, fate: list[str]) -> None:
        self.power_off = lambda: fate.append("power off")
        self.freeze = lambda: fate.append("freeze")
        self.thaw = lambda: fate.append("thaw")

    def command(self, command: list[str]) -> list[str]:
        return ["enter", *command]


def node(fate: list[str], **more: Any) -> ServerNode:
    """Return a node that remembers what befell it, and that others were told."""
    toy: Any = ToyAppliance(fate)
    names: dict[str, Any] = {name: name for name in ("id", "kind", "zone", "address", "owner")}
    return ServerNode(**names, appliance=toy, changed=lambda: fate.append("told"), **more)


@pytest.mark.parametrize(
    ("fault", "befell"), [("kill", "power off"), ("freeze", "freeze"), ("thaw", "thaw")]
)
def test_what_befalls_it_befalls_its_appliance_and_is_told(fault: str, befell: str) -> None:
    fate: list[str] = []
    getattr(node(fate), fault)()
    assert fate == [befell, "told"]


def test_a_reboot_is_the_services_own_or_a_loss_of_power() -> None:
    own: list[str] = []
    node(own, restart=lambda: own.append("restart")).reboot()
    assert own == ["restart", "told"]
    lost: list[str] = []
    node(lost).reboot()
    assert lost == ["power off", "told"]


def test_it_can_be_entered_and_has_a_log() -> None:
    one = node([])
    assert one.command(["bash"]) == ["enter", "bash"]
    assert (one.state, str(one.log)) == ("frozen", "/var/log/toy")

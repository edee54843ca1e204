"""Powered off and on, rebooted, frozen: as an instance, not as a process."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from aeolus_sandbox.errors import SandboxError
from aeolus_sandbox.machines.machine import Machine, State
from support.machines import needs_machines, until

pytestmark = [pytest.mark.sandbox, needs_machines]

# Tells what it was told before the machine went down.
SERVICE = """\
[Service]
Type=oneshot
RemainAfterExit=yes
ExecStart=/bin/true
ExecStop=/usr/bin/touch /var/lib/stopped-in-order
"""


def boot_id(machine: Machine) -> str:
    # One that enters as the machine goes down may never come back.
    return machine.run(["cat", "/proc/sys/kernel/random/boot_id"], limit_s=5).stdout


@pytest.fixture(autouse=True)
def leave_it_running(machine: Machine) -> Iterator[None]:
    yield
    if machine.state is State.OFF:
        machine.boot()
        machine.await_running()


@pytest.fixture
def stopped_in_order(machine: Machine) -> Iterator[str]:
    """Start a service that tells whether it was stopped; return the file by which it tells."""
    unit = "/run/systemd/system/told.service"
    machine.run(["sh", "-c", f"mkdir -p {unit.rpartition('/')[0]}; cat >{unit}"], stdin=SERVICE)
    machine.run(["systemctl", "daemon-reload"])
    assert machine.run(["systemctl", "start", "told.service"]).status == 0
    yield "var/lib/stopped-in-order"
    (machine.disk.root / "var/lib/stopped-in-order").unlink(missing_ok=True)


def test_power_off_ends_it_at_once_and_tells_nobody(
    machine: Machine, stopped_in_order: str
) -> None:
    machine.power_off()
    assert machine.state is State.OFF
    assert not (machine.disk.root / stopped_in_order).exists()


def test_the_power_button_stops_its_services_in_order(
    machine: Machine, stopped_in_order: str
) -> None:
    machine.shut_down()
    machine.cgroup.await_empty(30)
    assert machine.state is State.OFF
    assert (machine.disk.root / stopped_in_order).exists()


def test_it_can_power_itself_off(machine: Machine) -> None:
    machine.run(["systemctl", "poweroff"])
    machine.cgroup.await_empty(30)
    assert machine.state is State.OFF


def test_its_disk_and_console_outlive_power_off_and_its_user_data_does_not_run_again(
    machine: Machine,
) -> None:
    machine.run(["sh", "-c", "echo kept >/var/lib/kept; sync"])
    before = boot_id(machine)
    lines = machine.console.read_text()
    machine.power_off()
    machine.boot()
    assert machine.await_running() == "running"
    assert boot_id(machine) != before
    assert machine.run(["cat", "/var/lib/kept"]).stdout == "kept\n"
    assert machine.console.read_text().startswith(lines)
    assert machine.console.read_text().splitlines().count("started") == 1


def await_reboot(machine: Machine, before: str) -> None:
    def rebooted() -> bool:
        try:
            return boot_id(machine) not in ("", before)
        except SandboxError:
            return False

    try:
        until(rebooted, "the machine has rebooted")
    except AssertionError as error:
        said = machine.console.read_text(errors="replace").splitlines()[-15:]
        raise AssertionError("\n".join([str(error), str(machine.state), *said])) from error
    assert machine.await_running() == "running"


@pytest.mark.parametrize("who", ["its button", "itself"])
def test_a_reboot_keeps_its_disk_and_it_comes_up_by_itself(machine: Machine, who: str) -> None:
    machine.run(["touch", "/var/lib/before-reboot"])
    before = boot_id(machine)
    if who == "itself":
        done = machine.run(["systemctl", "reboot"])
        assert (done.status, done.stderr) == (0, "")
    else:
        machine.reboot()
    await_reboot(machine, before)
    assert machine.run(["test", "-e", "/var/lib/before-reboot"]).status == 0


@pytest.fixture
def with_controllers(machine: Machine) -> Iterator[Path]:
    """Give the machine's group the controllers of the unified hierarchy; return its directory."""
    root = machine.cgroup.hierarchies.unified
    group = root / machine.cgroup.name
    controllers = (root / "cgroup.controllers").read_text().split()
    directories = [root, group.parent, group, group / "machine"]

    def switch(directory: Path, sign: str) -> None:
        wanted = " ".join(sign + controller for controller in controllers)
        (directory / "cgroup.subtree_control").write_text(wanted)

    before = (root / "cgroup.subtree_control").read_text().split()
    for directory in directories:
        switch(directory, "+")
    yield group / "machine"
    controllers = [controller for controller in controllers if controller not in before]
    for directory in reversed(directories):
        switch(directory, "-")


def test_a_reboot_where_the_unified_hierarchy_has_controllers(
    machine: Machine, with_controllers: Path
) -> None:
    """Systemd gives them to the groups below, and then no process may enter the one above."""
    before = boot_id(machine)
    machine.reboot()
    await_reboot(machine, before)
    inside = [file.read_text().split() for file in with_controllers.rglob("cgroup.procs")]
    assert str(machine.leader) in {pid for pids in inside for pid in pids}


def test_a_machine_that_runs_is_not_booted_again(machine: Machine) -> None:
    with pytest.raises(SandboxError, match="runs already: power it off first"):
        machine.boot()


def test_a_frozen_machine_does_nothing_until_it_is_thawed(machine: Machine) -> None:
    machine.freeze()
    try:
        assert machine.state == "frozen"
        with pytest.raises(SandboxError, match="took longer than 1 s"):
            machine.run(["true"], limit_s=1)
    finally:
        machine.thaw()
    assert machine.state == "running"
    assert machine.run(["true"]).status == 0


def test_a_frozen_machine_can_lose_its_power_and_boots_unfrozen(machine: Machine) -> None:
    machine.freeze()
    machine.power_off()
    assert machine.state is State.OFF
    machine.boot()
    assert machine.await_running() == "running"


def test_a_machine_that_is_off_says_so(machine: Machine) -> None:
    machine.power_off()
    with pytest.raises(SandboxError, match="is not running: see its console"):
        machine.run(["true"])
    with pytest.raises(SandboxError, match="did not boot"):
        machine.await_running()

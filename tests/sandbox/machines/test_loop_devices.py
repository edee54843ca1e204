"""Files as block devices: found again, in use or not, and gone."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from aeolus_sandbox.commands import run
from aeolus_sandbox.machines import loop_devices
from aeolus_sandbox.machines.sweep import sweep
from support.machines import needs_machines

pytestmark = [pytest.mark.sandbox, needs_machines]

MIB = 2**20


@pytest.fixture
def file(tmp_path: Path) -> Iterator[Path]:
    """Return a file of 8 MiB; it has no device afterwards."""
    made = tmp_path / "disk of a volume"
    made.touch()
    os.truncate(made, 8 * MIB)
    yield made
    loop_devices.sweep(tmp_path)
    assert loop_devices.find(tmp_path) == {}


def size(device: Path) -> int:
    return int(run(["blockdev", "--getsize64", device]))


def test_a_file_has_one_device_however_often_it_is_asked_for(file: Path) -> None:
    device = loop_devices.attach(file)
    assert loop_devices.attach(file) == device
    assert loop_devices.find(file.parent) == {file: device}
    assert loop_devices.find(file.parent / "elsewhere") == {}


def test_it_grows_with_its_file(file: Path) -> None:
    device = loop_devices.attach(file)
    os.truncate(file, 16 * MIB)
    assert size(device) == 8 * MIB
    loop_devices.fit(device)
    assert size(device) == 16 * MIB


def test_it_is_busy_as_long_as_it_is_mounted_and_goes_when_it_is_not(
    file: Path, tmp_path: Path
) -> None:
    device, place = loop_devices.attach(file), tmp_path / "place"
    place.mkdir()
    run(["mkfs.ext4", "-q", device])
    assert not loop_devices.busy(device)
    run(["mount", device, place])
    try:
        assert loop_devices.busy(device)
        loop_devices.release(device)
        assert loop_devices.find(tmp_path) == {file: device}
    finally:
        run(["umount", place])
    assert loop_devices.find(tmp_path) == {}


def test_a_sweep_finds_those_whose_keeper_is_gone_and_no_others(file: Path, tmp_path: Path) -> None:
    directory = tmp_path / "region"
    directory.mkdir()
    volume = directory / "volume"
    volume.write_bytes(bytes(MIB))
    loop_devices.attach(volume)
    volume.unlink()  # the kernel keeps it for the device
    other = loop_devices.attach(file)
    sweep(f"none-{os.getpid()}.", directory)
    assert loop_devices.find(tmp_path) == {file: other}

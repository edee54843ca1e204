"""What is on a volume stays there: only an empty one is formatted."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest

from aeolus_agent.insist import NotYetError
from aeolus_agent.single_node.filesystem import Action, decide, make_ready, signatures

MIB = 2**20
TOOLS = ("wipefs", "mkfs.ext4", "e2fsck", "resize2fs")
needs_tools = pytest.mark.skipif(
    not all(map(shutil.which, TOOLS)), reason=f"needs {', '.join(TOOLS)}"
)


def run(command: Sequence[str]) -> subprocess.CompletedProcess[str]:
    """Run a command on this machine."""
    return subprocess.run(command, capture_output=True, text=True, check=False)


def volume(path: Path, size: int = 64 * MIB) -> Path:
    """Return a file that is as empty as a new volume."""
    with path.open("ab") as file:
        file.truncate(size)
    return path


def test_an_empty_volume_is_formatted() -> None:
    assert decide("/dev/x", [], blank=True) is Action.FORMAT


@pytest.mark.parametrize("blank", [True, False])
def test_a_file_system_is_checked_and_kept(blank: bool) -> None:
    assert decide("/dev/x", ["ext4"], blank=blank) is Action.CHECK


@pytest.mark.parametrize("found", [["xfs"], ["dos"], ["ext4", "dos"], ["crypto_LUKS"]])
def test_what_another_made_is_not_touched(found: list[str]) -> None:
    with pytest.raises(NotYetError, match=r"/dev/x holds .* it is not touched"):
        decide("/dev/x", found, blank=False)


def test_data_without_a_signature_is_not_touched() -> None:
    """A file system whose superblock is lost looks so."""
    with pytest.raises(NotYetError, match="holds data and no file system"):
        decide("/dev/x", [], blank=False)


def test_wipefs_says_nothing_of_an_empty_device() -> None:
    assert signatures("") == []
    assert signatures('{"signatures": [{"device": "x", "type": "ext4"}]}') == ["ext4"]


@needs_tools
def test_a_volume_is_formatted_once_and_never_again(tmp_path: Path) -> None:
    device = volume(tmp_path / "volume")
    assert make_ready(device, run) is Action.FORMAT
    made = run(["dumpe2fs", "-h", str(device)]).stdout
    assert make_ready(device, run) is Action.CHECK
    kept = run(["dumpe2fs", "-h", str(device)]).stdout
    (before,) = [line for line in made.splitlines() if "UUID" in line and "Filesystem" in line]
    assert before in kept


@needs_tools
def test_a_file_system_grows_with_its_volume(tmp_path: Path) -> None:
    device = volume(tmp_path / "volume")
    make_ready(device, run)
    volume(device, 128 * MIB)
    make_ready(device, run)
    told = run(["dumpe2fs", "-h", str(device)]).stdout
    sizes = dict(line.split(":", 1) for line in told.splitlines() if ":" in line)
    assert int(sizes["Block count"]) * int(sizes["Block size"]) == 128 * MIB


@needs_tools
def test_a_lost_superblock_is_no_reason_to_format(tmp_path: Path) -> None:
    device = volume(tmp_path / "volume")
    make_ready(device, run)
    with device.open("r+b") as file:
        file.seek(1024)
        file.write(bytes(1024))
    before = device.read_bytes()
    with pytest.raises(NotYetError, match="not touched"):
        make_ready(device, run)
    assert device.read_bytes() == before


@needs_tools
def test_what_cannot_be_mended_is_said() -> None:
    with pytest.raises(NotYetError, match=r"wipefs .*no-such-device: exit status 1"):
        make_ready(Path("/no-such-device"), run)

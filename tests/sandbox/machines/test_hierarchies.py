"""The hierarchies of a machine that has the unified one alone, and of one that has both kinds."""

from __future__ import annotations

from pathlib import Path

import pytest

from aeolus_sandbox.errors import SandboxError
from aeolus_sandbox.machines.hierarchies import Hierarchies, find, remove_tree


@pytest.fixture
def mounts(tmp_path: Path) -> Path:
    return tmp_path / "mounts"


def test_the_unified_hierarchy_alone_is_found(mounts: Path) -> None:
    mounts.write_text("cgroup2 /sys/fs/cgroup cgroup2 rw,nosuid 0 0\n")
    assert Hierarchies.mounted(mounts) == Hierarchies(Path("/sys/fs/cgroup"), {})


def test_both_kinds_are_found_by_the_controllers_that_set_limits(mounts: Path) -> None:
    mounts.write_text(
        "tmpfs /sys/fs/cgroup tmpfs rw 0 0\n"
        "cgroup /sys/fs/cgroup/cpu,cpuacct cgroup rw,relatime,cpu,cpuacct 0 0\n"
        "cgroup /sys/fs/cgroup/memory cgroup rw,relatime,memory 0 0\n"
        "cgroup /sys/fs/cgroup/blkio cgroup rw,relatime,blkio 0 0\n"
        "cgroup /sys/fs/cgroup/systemd cgroup rw,xattr,name=systemd 0 0\n"
        "cgroup2 /sys/fs/cgroup/unified cgroup2 rw,relatime 0 0\n"
    )
    assert Hierarchies.mounted(mounts) == Hierarchies(
        Path("/sys/fs/cgroup/unified"),
        {
            "memory": Path("/sys/fs/cgroup/memory"),
            "cpu": Path("/sys/fs/cgroup/cpu,cpuacct"),
            "name=systemd": Path("/sys/fs/cgroup/systemd"),
        },
    )


def test_without_the_unified_hierarchy_the_cure_is_told(mounts: Path) -> None:
    mounts.write_text("cgroup /sys/fs/cgroup/memory cgroup rw,memory 0 0\n")
    with pytest.raises(SandboxError, match="run: mount -t cgroup2"):
        Hierarchies.mounted(mounts)


def test_groups_are_found_by_their_prefix_in_any_hierarchy(tmp_path: Path) -> None:
    hierarchies = Hierarchies(tmp_path / "unified", {"cpu": tmp_path / "cpu"})
    for name in ("unified/one.machines", "cpu/one.databases", "unified/one-more.machines"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "unified/one.file").touch()
    assert find("one.", hierarchies) == ["one.databases", "one.machines"]


def test_groups_are_removed_from_the_bottom_up(tmp_path: Path) -> None:
    (tmp_path / "one./machine/payload/system.slice").mkdir(parents=True)
    remove_tree(tmp_path / "one.")
    assert not (tmp_path / "one.").exists()


def test_a_group_still_in_use_is_told(tmp_path: Path) -> None:
    (tmp_path / "one.").mkdir()
    (tmp_path / "one./cgroup.procs").write_text("1")  # to rmdir(2), as good as a process
    with pytest.raises(SandboxError, match=r"cannot remove cgroup .*: Directory not empty"):
        remove_tree(tmp_path / "one.")

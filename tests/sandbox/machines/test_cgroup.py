"""Cgroups on a machine that has the unified hierarchy alone, and on one that has both kinds."""

from __future__ import annotations

from pathlib import Path

from aeolus_sandbox.machines.cgroup import Cgroup
from aeolus_sandbox.machines.hierarchies import Hierarchies


def unified(tmp_path: Path, controllers: str) -> Path:
    root = tmp_path / "unified"
    root.mkdir()
    (root / "cgroup.controllers").write_text(f"{controllers}\n")
    return root


def test_limits_are_set_in_the_unified_hierarchy_where_it_has_the_controllers(
    tmp_path: Path,
) -> None:
    root = unified(tmp_path, "cpuset cpu memory pids")
    group = Cgroup("one.machines/i-1", Hierarchies(root, {}))
    group.create(memory_bytes=1 << 30, cpus=1.5)
    assert (root / "cgroup.subtree_control").read_text() == "+memory +cpu"
    assert (root / "one.machines/cgroup.subtree_control").read_text() == "+memory +cpu"
    assert (root / "one.machines/i-1/memory.max").read_text() == "1073741824"
    assert (root / "one.machines/i-1/cpu.max").read_text() == "150000"
    assert (root / "one.machines/i-1/machine").is_dir()


def test_limits_are_set_in_the_older_hierarchies_where_those_have_the_controllers(
    tmp_path: Path,
) -> None:
    root = unified(tmp_path, "")
    older = {"memory": tmp_path / "memory", "cpu": tmp_path / "cpu"}
    group = Cgroup("one.machines/i-1", Hierarchies(root, older))
    group.create(memory_bytes=1 << 30, cpus=0.5)
    limit = tmp_path / "memory/one.machines/i-1/memory.limit_in_bytes"
    assert limit.read_text() == "1073741824"
    assert (tmp_path / "cpu/one.machines/i-1/cpu.cfs_quota_us").read_text() == "50000"
    assert not (root / "one.machines/i-1/memory.max").exists()


def test_its_part_of_the_cpu_is_set_where_the_controller_is(tmp_path: Path) -> None:
    root = unified(tmp_path, "cpu")
    group = Cgroup("i-1", Hierarchies(root, {}))
    group.create()
    group.weigh(20)
    assert (root / "i-1/cpu.weight").read_text() == "20"


def test_its_part_of_the_cpu_is_in_shares_in_the_older_hierarchy(tmp_path: Path) -> None:
    older = Hierarchies(unified(tmp_path, ""), {"cpu": tmp_path / "cpu"})
    group = Cgroup("i-1", older)
    group.create()
    group.weigh(20)
    assert (tmp_path / "cpu/i-1/cpu.shares").read_text() == "204"


def test_a_leaf_has_a_directory_in_every_hierarchy(tmp_path: Path) -> None:
    # One hierarchy may have two controllers, and counts once.
    both = tmp_path / "cpu,memory"
    group = Cgroup("one.", Hierarchies(tmp_path / "u", {"memory": both, "cpu": both}))
    assert group.leaf("machine") == [tmp_path / "u/one./machine", both / "one./machine"]


def test_a_group_that_was_never_made_is_empty_and_can_be_killed(tmp_path: Path) -> None:
    group = Cgroup("one.", Hierarchies(tmp_path, {}))
    assert not group.exists
    assert not group.populated
    assert not group.frozen
    assert group.processes("machine") == []
    group.kill()
    group.remove()


def test_the_cpu_time_that_was_used_is_in_seconds_and_none_without_a_group(tmp_path: Path) -> None:
    group = Cgroup("one.", Hierarchies(tmp_path, {}))
    assert group.cpu_s == 0
    (tmp_path / "one.").mkdir()
    (tmp_path / "one./cpu.stat").write_text("usage_usec 2500000\nuser_usec 1\nsystem_usec 2\n")
    assert group.cpu_s == 2.5


def test_all_machines_of_a_region_weigh_more_than_one_program_beside_them(tmp_path: Path) -> None:
    root = tmp_path / "unified"
    root.mkdir()
    (root / "cgroup.controllers").write_text("cpu memory")
    Cgroup("region.machines/i-1", Hierarchies(unified=root, older={})).create()
    assert (root / "region.machines/cpu.weight").read_text() == "400"
    assert not (root / "region.machines/i-1/cpu.weight").exists()

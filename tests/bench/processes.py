"""What the processes of a region take: its own, and those of its machines."""

from __future__ import annotations

import os
from pathlib import Path

from aeolus_sandbox.machines.hierarchies import Hierarchies
from aeolus_sandbox.region import Region
from aeolus_sandbox.supervisor.settings import prefix


def processor_s(region: Region) -> dict[int, float]:
    """Return the seconds of a processor that each process took (proc(5): utime and stime)."""
    found = {}
    for pid in pids(region):
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        found[pid] = (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return found


def megabytes(region: Region) -> float:
    """Return the memory of all processes, what they share counted in parts."""
    return sum(map(kilobytes, pids(region))) / 1e3


def pids(region: Region) -> set[int]:
    """Return the processes of a region and of its machines."""
    groups = Hierarchies.mounted().unified.glob(f"{prefix(region.name, region.directory)}*")
    files = [file for group in groups for file in group.rglob("cgroup.procs")]
    return {region.process.pid, *(int(pid) for file in files for pid in file.read_text().split())}


def kilobytes(pid: int) -> int:
    """Return the memory of a process, what it shares with others counted in parts."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except (FileNotFoundError, ProcessLookupError):
        return 0  # it has ended since
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))

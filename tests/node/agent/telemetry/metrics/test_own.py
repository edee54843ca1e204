"""What a node tells of itself."""

from __future__ import annotations

import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from aeolus_agent.description import Role
from aeolus_agent.single_node.certificate import self_signed
from aeolus_agent.telemetry.metrics.own import Sources, ailments, disks, memory_used, own_data
from aeolus_agent.watch.report import DaemonReport, NodeReport, Phase

NOW = 1_700_000_100.0


def report(healthy: bool = True, at: float = NOW) -> str:
    worker = DaemonReport("worker", "active", healthy, at, "" if healthy else "no heartbeat")
    return NodeReport(at, Role.WORKER, "default", Phase.READY, {}, (worker,)).dumps()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (report(), []),
        (report(healthy=False), ["worker is active: no heartbeat"]),
        (report(at=NOW - 89), []),
        (report(at=NOW - 91), ["its last report is 91 s old"]),
    ],
)
def test_a_node_is_well_when_a_fresh_report_says_so(
    tmp_path: Path, text: str, expected: list[str]
) -> None:
    (tmp_path / "health.json").write_text(text)
    assert ailments(tmp_path / "health.json", NOW) == expected


@pytest.mark.parametrize("text", ["", "{}", "[]", None])
def test_without_a_report_it_is_not(tmp_path: Path, text: str | None) -> None:
    if text is not None:
        (tmp_path / "health.json").write_text(text)
    (told,) = ailments(tmp_path / "health.json", NOW)
    assert told.startswith("there is no report of it")


def test_memory_is_used_that_is_not_available(tmp_path: Path) -> None:
    meminfo = tmp_path / "meminfo"
    meminfo.write_text("MemTotal:  4000 kB\nMemFree:  100 kB\nMemAvailable:  1000 kB\n")
    assert memory_used(meminfo) == 75


def test_a_volume_is_as_full_as_df_says(tmp_path: Path) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text("overlay / overlay rw 0 0\nproc /proc proc rw 0 0\n")
    ((mount, percent),) = disks(mounts)
    df = subprocess.run(["df", "--output=pcent", "/"], capture_output=True, text=True, check=True)
    told = int(df.stdout.splitlines()[1].strip().removesuffix("%"))
    assert mount == "/"
    assert told - 1 <= percent <= told  # df rounds up


def test_a_volume_with_a_device_counts_and_a_file_that_is_mounted_over_does_not(
    tmp_path: Path,
) -> None:
    mounts, data, file = tmp_path / "mounts", tmp_path / "data", tmp_path / "file"
    data.mkdir()
    file.touch()
    mounts.write_text(f"/dev/nvme1n1 {data} ext4 rw 0 0\n/dev/sda1 {file} ext4 rw 0 0\n")
    assert [mount for mount, _ in disks(mounts)] == [str(data)]


def test_a_certificate_that_others_renew_is_told_by_the_days_that_it_is_valid(
    tmp_path: Path,
) -> None:
    file = tmp_path / "certificate.pem"

    def told() -> list[float]:
        sources = Sources(tmp_path / "health.json", certificate=file)
        data = own_data(sources, 60.0, NOW, lambda _: None)
        return [each.most for each in data if each.name == "certificate_days_left"]

    assert told() == []
    file.write_text("no certificate yet")
    assert told() == []
    made = self_signed("airflow.example.com", datetime.fromtimestamp(NOW, UTC) - timedelta(815))
    file.write_text(made.certificate)
    [days] = told()
    assert days == pytest.approx(10, abs=0.1)


def test_all_of_it_for_the_minute(tmp_path: Path) -> None:
    (tmp_path / "health.json").write_text(report(healthy=False))
    said: list[str] = []
    data = own_data(Sources(tmp_path / "health.json"), 60.0, NOW, said.append)
    assert [(each.name, each.unit) for each in data] == [
        ("node_unhealthy", "None"),
        ("disk_used_percent", "Percent"),
        ("memory_used_percent", "Percent"),
    ]
    assert data[0].most == 1
    assert "unhealthy: worker is active: no heartbeat" in said
    assert {each.at for each in data} == {60.0}
    assert all(0 <= each.most <= 100 for each in data)

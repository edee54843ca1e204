"""`aeolus workers simulate`, as a user runs it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml
from typer.testing import CliRunner

from aeolus_cli.main import app
from aeolus_cli.workers.simulation.usage import write_average
from support.project import ROOT

RUNNER = CliRunner()


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with prod and dev."""
    for name in ("environments", "usage"):
        (tmp_path / "config" / name).mkdir(parents=True)
        for file in (ROOT / "config" / name).glob("*.yaml"):
            (tmp_path / "config" / name / file.name).write_text(file.read_text())
    (tmp_path / "cdktf.json").write_text("{}")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str, status: int = 0) -> str:
    result = RUNNER.invoke(app, ["workers", "simulate", *arguments])
    assert result.exit_code == status, result.output
    return result.output


def test_each_rule_is_a_row_of_the_table() -> None:
    lines = run("prod", "--trace", "herd", "--boot", "60").splitlines()
    assert lines[0] == (
        "5000 tasks in 2 h; at most 6 workers of t4g.small, 8 tasks each, 60 s to come"
    )
    assert lines[1].split("  ")[0] == "rule"
    assert [line.split("  ")[0] for line in lines[2:]] == ["Aeolus", "KEDA", "CPU 60 %"]


def test_as_json_it_is_for_a_script() -> None:
    told = json.loads(run("prod", "--trace", "steady", "--group", "heavy", "--json"))
    assert (told["group"], len(told["rules"])) == ("heavy", 3)
    ours = told["rules"][0]
    assert ours["killed"] == 0
    assert ours["dollars"]["low"] < ours["dollars"]["high"]


def test_without_a_group_it_is_who_serves_the_default_queue() -> None:
    assert json.loads(run("prod", "--trace", "herd", "--json"))["group"] == "default"


@pytest.mark.parametrize("suffix", ["svg", "png"])
def test_a_picture_is_drawn_the_same_each_time(tmp_path: Path, suffix: str) -> None:
    files = [tmp_path / f"{number}.{suffix}" for number in range(2)]
    for file in files:
        run("prod", "--trace", "herd", "--plot", str(file))
    first, second = (file.read_bytes() for file in files)
    assert first == second
    if suffix == "svg":
        assert b"tasks that wait" in first


def test_the_usage_file_gets_the_average_and_keeps_all_else(project: Path) -> None:
    file = project / "config/usage/prod.yaml"
    before = file.read_text()
    told = run("prod", "--trace", "daily", "--write-usage")
    assert "config/usage/prod.yaml expects as many workers of default" in told
    after = yaml.safe_load(file.read_text())
    found = after["resources"]["workers/default/group"].pop("average_instances")
    was = yaml.safe_load(before)
    assert 0 < found != was["resources"]["workers/default/group"].pop("average_instances")
    assert after == was
    comments = [line for line in before.splitlines() if line.lstrip().startswith("#")]
    assert [line for line in file.read_text().splitlines() if line.lstrip().startswith("#")] == (
        comments
    )


def test_a_usage_file_that_is_not_there_is_made(tmp_path: Path) -> None:
    write_average(tmp_path / "usage.yaml", "etl", 1.5)
    assert yaml.safe_load((tmp_path / "usage.yaml").read_text()) == {
        "resources": {"workers/etl/group": {"average_instances": 1.5}}
    }


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["prod", "--group", "etl"], "prod has no group of workers 'etl'"),
        (["dev"], "a single node has none"),
        (["prod", "--trace", "none.csv"], "there is no trace 'none.csv'"),
        (["prod", "--plot", "a.gif"], "a.gif: a picture ends in .svg or .png"),
    ],
)
def test_what_cannot_be_is_the_users_to_mend(arguments: list[str], said: str) -> None:
    assert said in run(*arguments, status=2)


def test_the_groups_schedule_and_cool_down_count(project: Path) -> None:
    before = json.loads(run("prod", "--trace", "steady", "--json"))["rules"][0]
    file = project / "config/environments/prod.yaml"
    text = file.read_text()
    whole = "{days: mon-sun, start: 00:00, end: 00:00, time_zone: Asia/Tokyo, min_size: 6}"
    changed = {"schedules": f"[{whole}]", "scale_in_cooldown_seconds": "3600"}
    found = {}
    for key, value in changed.items():
        file.write_text(text.replace("    max_size: 6\n", f"    max_size: 6\n    {key}: {value}\n"))
        found[key] = json.loads(run("prod", "--trace", "steady", "--json"))["rules"][0]
    assert found["schedules"]["average_workers"] == 6
    assert 6 > found["scale_in_cooldown_seconds"]["average_workers"] > before["average_workers"]


def test_a_group_that_is_switched_off_has_nothing_to_simulate(project: Path) -> None:
    file = project / "config/environments/prod.yaml"
    document = yaml.safe_load(file.read_text())
    document["workers"]["heavy"] |= {"max_size": 0, "spot_percentage": 0}
    file.write_text(yaml.safe_dump(document, sort_keys=False))
    assert "workers.heavy.max_size is 0" in run("prod", "--group", "heavy", status=2)

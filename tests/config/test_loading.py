"""Finding environments: by name, by file, all of a folder; and what is told when there is none."""

from __future__ import annotations

from pathlib import Path

import pytest

from aeolus_config.errors import ConfigError
from aeolus_config.loading import find_environment, load_all, load_environment
from aeolus_config.model import Topology
from support.environments import BASES, CLUSTER, SINGLE_NODE, changed, written

SHIPPED = Path(__file__).parents[2] / "config/environments"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with two environments, in which the command is run."""
    monkeypatch.chdir(tmp_path)
    environments = tmp_path / "environments"
    environments.mkdir()
    written(CLUSTER, environments, "staging")
    written(SINGLE_NODE, environments, "dev")
    return environments


def told(path: Path | str) -> str:
    """Return what is told of a file."""
    with pytest.raises(ConfigError) as error:
        load_environment(Path(path))
    return str(error.value)


def told_of_name(name: str, folder: Path) -> str:
    """Return what is told of an environment's name in a folder."""
    with pytest.raises(ConfigError) as error:
        find_environment(name, folder)
    return str(error.value)


def test_the_shipped_environments_are_right() -> None:
    assert [each.name for each in load_all(SHIPPED)] == ["dev", "prod", "staging"]


def test_an_environment_is_called_after_its_file(folder: Path) -> None:
    assert load_environment(folder / "dev.yaml").name == "dev"


def test_by_name_or_by_file(folder: Path) -> None:
    by_name = find_environment("staging", folder)
    assert by_name.topology is Topology.CLUSTER
    assert find_environment("environments/staging.yaml", Path("elsewhere")) == by_name


def test_all_of_a_folder_by_name(folder: Path) -> None:
    assert [each.name for each in load_all(folder)] == ["dev", "staging"]


def test_another_file_is_another_environment(folder: Path) -> None:
    written(CLUSTER, folder, "blue")
    assert [each.name for each in load_all(folder)] == ["blue", "dev", "staging"]


def test_the_problems_of_all_files_are_told_together(folder: Path) -> None:
    written(changed(CLUSTER, {"masters.count": 0}), folder, "staging")
    written(changed(SINGLE_NODE, {"region": "x"}), folder, "dev")
    with pytest.raises(ConfigError) as error:
        load_all(folder)
    assert [(each.file, each.path) for each in error.value.problems] == [
        ("environments/dev.yaml", ("region",)),
        ("environments/staging.yaml", ("masters", "count")),
    ]


def test_a_file_is_named_as_the_user_would(folder: Path) -> None:
    written(changed(CLUSTER, {"masters.count": 0}), folder, "staging")
    assert told(folder / "staging.yaml").startswith("environments/staging.yaml:")


def test_lines_are_those_of_the_file(folder: Path) -> None:
    path = folder / "staging.yaml"
    text = path.read_text() + "masters:\n  # two at least\n  count: 1\n  count: 2\n"
    path.write_text(text)
    assert told(path).startswith(f"environments/staging.yaml:{text.count(chr(10))}: masters.count:")


def test_a_rule_is_told_at_the_line_of_its_section_when_the_key_is_not_there(folder: Path) -> None:
    path = written(changed(CLUSTER, {"airflow.longest_task_hours": 30}), folder, "staging")
    with path.open("a") as file:
        file.write("broker:\n  engine: valkey\n")
    line = path.read_text().splitlines().index("broker:") + 1
    assert f":{line}: broker.visibility_timeout_hours: got 24" in told(path)


def test_what_an_anchor_brings_is_checked_where_it_is_used(folder: Path) -> None:
    path = folder / "staging.yaml"
    path.write_text(
        path.read_text().replace("tags:", "")
        + "tags: &tags {owner: data}\n"
        + "airflow:\n  config:\n    core: {<<: *tags, parallelism: 8}\n"
    )
    loaded = load_environment(path)
    assert loaded.airflow.config == {"core": {"owner": "data", "parallelism": 8}}


def test_a_key_of_its_own_wins_over_a_merged_one(folder: Path) -> None:
    path = folder / "staging.yaml"
    path.write_text(
        path.read_text()
        + "airflow:\n  config:\n    core: &a {x: 1, y: 1}\n    api: &b {y: 2, z: 2}\n"
        + "    smtp: {<<: [*a, *b], z: 3}\n"
    )
    assert load_environment(path).airflow.config["smtp"] == {"x": 1, "y": 1, "z": 3}


def test_values_are_right_before_rules_are_asked(folder: Path) -> None:
    broken = changed(CLUSTER, {"masters.count": 0, "network.egress": "public_ip"})
    assert len(told(written(broken, folder)).splitlines()) == 1


def test_all_rules_are_told_at_once(folder: Path) -> None:
    broken = changed(CLUSTER, {"broker.num_node_groups": 2, "network.egress": "public_ip"})
    assert len(told(written(broken, folder)).splitlines()) == 2


@pytest.mark.parametrize("name", ["stagin", "Staging", "stagign"])
def test_an_unknown_name_tells_the_nearest(folder: Path, name: str) -> None:
    assert told_of_name(name, folder) == (
        f"environments: there is no environment '{name}'; there are dev, staging"
        " → did you mean staging?"
    )


@pytest.mark.parametrize("name", ["qa", "", "💥", "\n", "-"])
def test_an_unknown_name_tells_which_there_are(folder: Path, name: str) -> None:
    lines = told_of_name(name, folder).splitlines()
    assert len(lines) == 1
    assert "there are dev, staging → add environments/" in lines[0]


def test_no_folder_of_environments(folder: Path) -> None:
    assert "no folder of environments" in told_of_name("dev", folder / "nowhere")
    with pytest.raises(ConfigError, match="no folder of environments"):
        load_all(folder / "dev.yaml")


def test_an_empty_folder(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="holds no environment"):
        load_all(tmp_path)


@pytest.mark.parametrize("base", BASES)
def test_the_bases_of_these_tests_are_right(base: str, tmp_path: Path) -> None:
    assert load_environment(written(BASES[base], tmp_path)).name == "staging"

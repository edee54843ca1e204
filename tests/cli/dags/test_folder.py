"""What of a folder is pushed, and what cannot be."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from aeolus_cli.dags import folder as folders
from aeolus_cli.dags.folder import content_of, read_folder
from aeolus_cli.errors import UserError
from support.dag_folders import lay_out


@pytest.fixture
def dags(tmp_path: Path) -> Path:
    return lay_out(tmp_path / "dags", {"a.py": "a", "etl/b.py": "b"})


def pushed(root: Path) -> list[str]:
    return [entry.path for entry in read_folder(root).manifest.entries]


def refused(root: Path) -> str:
    with pytest.raises(UserError) as error:
        read_folder(root)
    return "\n".join(error.value.lines())


def test_files_by_their_path_below_the_folder(dags: Path) -> None:
    assert pushed(dags) == ["a.py", "etl/b.py"]


def test_the_same_files_are_the_same_version_wherever_they_are(dags: Path, tmp_path: Path) -> None:
    other = lay_out(tmp_path / "other", {"etl/b.py": "b", "a.py": "a"})
    assert read_folder(other).manifest.version == read_folder(dags).manifest.version


def test_what_is_hidden_or_compiled_is_left_out_and_what_guides_airflow_is_not(dags: Path) -> None:
    lay_out(
        dags,
        {
            ".git/config": "",
            ".env": "PASSWORD=1",
            "etl/.idea/x": "",
            "etl/__pycache__/b.cpython-311.pyc": "",
            "old.pyc": "",
            ".airflowignore": "helpers/",
            "helpers/h.py": "named in .airflowignore, and imported all the same",
            "sql/q.sql": "select 1",
        },
    )
    expected = [".airflowignore", "a.py", "etl/b.py", "helpers/h.py", "sql/q.sql"]
    assert pushed(dags) == expected


def test_a_file_that_may_be_run_stays_so(dags: Path) -> None:
    (dags / "run.sh").write_text("#!/bin/sh")
    (dags / "run.sh").chmod(0o755)
    modes = {entry.path: entry.executable for entry in read_folder(dags).manifest.entries}
    assert modes == {"a.py": False, "etl/b.py": False, "run.sh": True}


def test_links_to_within_the_folder_are_followed(dags: Path) -> None:
    (dags / "same.py").symlink_to("a.py")
    (dags / "linked").symlink_to("etl")
    assert pushed(dags) == ["a.py", "etl/b.py", "linked/b.py", "same.py"]


def test_a_folder_that_is_a_link_itself_is_what_it_leads_to(dags: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(dags)
    assert pushed(tmp_path / "link") == pushed(dags)


def test_all_that_cannot_be_pushed_is_told_at_once(dags: Path, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("s")
    (dags / "out.py").symlink_to(tmp_path / "secret")
    (dags / "up").symlink_to("..")
    (dags / "etl" / "loop").symlink_to("..")
    (dags / "gone").symlink_to("nowhere")
    os.mkfifo(dags / "pipe")
    said = refused(dags)
    assert f"{dags}/out.py: a link that leads out of the folder, to {tmp_path}/secret" in said
    assert f"{dags}/up: a link that leads out of the folder" in said
    assert f"{dags}/etl/loop: a link to a folder that it is in" in said
    assert f"{dags}/gone: a link that leads nowhere" in said
    assert f"{dags}/pipe: neither a file nor a folder" in said


def test_a_name_that_no_node_could_have_is_told(dags: Path) -> None:
    (dags / "a\nb.py").write_text("")
    assert r"'a\nb.py' has a control character" in refused(dags)


def test_data_is_not_pushed_to_every_node(dags: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folders, "MOST_MIB", 1)
    (dags / "model.bin").write_bytes(b"0" * 2**20)
    assert "model.bin" in pushed(dags)
    (dags / "model.bin").write_bytes(b"0" * (2**20 + 1))
    assert f"{dags}/model.bin: more than 1 MiB" in refused(dags)


def test_nothing_is_not_pushed(tmp_path: Path) -> None:
    assert "there is no folder" in refused(tmp_path / "dags")
    (tmp_path / "dags" / "empty").mkdir(parents=True)
    assert "would take every DAG away" in refused(tmp_path / "dags")


def test_a_file_that_changes_meanwhile_is_not_pushed_as_what_it_was(dags: Path) -> None:
    (entry, _) = read_folder(dags).manifest.entries
    assert content_of(dags / "a.py", entry.sha256) == b"a"
    (dags / "a.py").write_text("other")
    with pytest.raises(UserError, match=r"a.py changed while it was pushed"):
        content_of(dags / "a.py", entry.sha256)

"""Files that cannot be an environment's: missing, unreadable, named wrongly."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from aeolus_config.errors import ConfigError
from aeolus_config.loading import load_all, load_environment
from support.environments import CLUSTER, written


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with an environment, above which the command is run."""
    monkeypatch.chdir(tmp_path)
    environments = tmp_path / "environments"
    environments.mkdir()
    written(CLUSTER, environments, "dev")
    return environments


def told(path: Path | str) -> str:
    """Return what is told of a file."""
    with pytest.raises(ConfigError) as error:
        load_environment(Path(path))
    return str(error.value)


def test_a_missing_file(folder: Path) -> None:
    assert told("nowhere/x.yaml") == "nowhere/x.yaml: does not exist → check the path"


def test_a_folder_instead_of_a_file(folder: Path) -> None:
    (folder / "x.yaml").mkdir()
    assert "is a folder → name a file" in told(folder / "x.yaml")


def test_a_file_below_a_file(folder: Path) -> None:
    assert "cannot be read: Not a directory" in told(folder / "dev.yaml/x.yaml")


def test_a_name_that_no_file_can_have(folder: Path) -> None:
    assert "cannot be read: embedded null byte" in told("a\0b.yaml")
    assert "cannot be read: File name too long" in told(f"{'a' * 300}.yaml")


def test_a_file_without_permission(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path) -> bytes:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))

    monkeypatch.setattr(Path, "read_bytes", refuse)  # root may read everything
    assert "cannot be read: Permission denied" in told(folder / "dev.yaml")


def test_a_loop_of_links(folder: Path) -> None:
    (folder / "x.yaml").symlink_to(folder / "x.yaml")
    assert "cannot be read: Too many levels of symbolic links" in told(folder / "x.yaml")


def test_not_utf_8(folder: Path) -> None:
    (folder / "x.yaml").write_bytes("topology: cluster\ntags: {owner: Jürgen}\n".encode("latin-1"))
    assert told(folder / "x.yaml") == "environments/x.yaml:2: is not UTF-8 → save it as UTF-8"


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-8"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_files_from_windows_are_read(folder: Path, codec: str, line_end: str) -> None:
    path = folder / "dev.yaml"
    path.write_bytes(path.read_text().replace("\n", line_end).encode(codec))
    assert load_environment(path).name == "dev"


@pytest.mark.parametrize("ending", [".yml", ".json", ""])
def test_another_ending_is_refused(folder: Path, ending: str) -> None:
    (folder / f"x{ending}").write_text("")
    assert "does not end in .yaml → rename it to x.yaml" in told(folder / f"x{ending}")


def test_yml_is_not_overlooked_in_a_folder(folder: Path) -> None:
    (folder / "dev.yaml").rename(folder / "dev.yml")
    with pytest.raises(ConfigError, match=r"environments/dev\.yml: does not end in \.yaml"):
        load_all(folder)


@pytest.mark.parametrize("name", ["Prod", "1st", "a_b", "a b", "a-", "a--b", "ä", "x" * 64])
def test_a_file_name_that_is_no_environments_name(folder: Path, name: str) -> None:
    line = told(written(CLUSTER, folder, name))
    assert f"is named {name}.yaml; an environment is called by a name of small letters" in line
    assert line.endswith("→ rename the file")

"""One line of an environment's file is set, and every other character stays."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from aeolus_cli.errors import UserError
from aeolus_cli.hibernation.file import edited, path_of, with_key, write
from support.shipped import FOLDER, SHIPPED

TEXT = """\
# a comment: topology
topology: cluster   # two words
production: true
web: {allowed_cidr_blocks: []}
"""


@pytest.mark.parametrize("name", SHIPPED)
def test_a_shipped_file_gets_one_line_more_and_keeps_it(name: str) -> None:
    text = (FOLDER / f"{name}.yaml").read_text()
    stopped = with_key(text, True)
    assert [each for each in stopped.splitlines() if each not in text.splitlines()] == [
        "hibernated: true"
    ]
    assert stopped.replace("hibernated: true\n", "") == text
    assert with_key(stopped, False) == stopped.replace("hibernated: true", "hibernated: false")


def test_it_stands_where_a_reader_looks_for_it() -> None:
    assert with_key(TEXT, True).splitlines()[2:4] == ["production: true", "hibernated: true"]


@pytest.mark.parametrize(
    ("line", "set_"),
    [
        ("hibernated: false", "hibernated: true"),
        ("hibernated:   false   # at night", "hibernated: true   # at night"),
        ("hibernated : false", "hibernated: true"),
    ],
)
def test_a_line_that_is_there_keeps_its_comment(line: str, set_: str) -> None:
    assert with_key(f"{TEXT}{line}\n", True) == f"{TEXT}{set_}\n"


@pytest.mark.parametrize(
    "text",
    [
        "{topology: cluster, web: {}}\n",
        "topology: >\n  cluster\nweb: {}\n",
        'topology: cluster\n"hibernated": false\n',
    ],
)
def test_what_would_change_more_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="hibernated: true"):
        with_key(text, True)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "cdktf.json").write_text("{}")
    folder = tmp_path / "config" / "environments"
    folder.mkdir(parents=True)
    monkeypatch.chdir(tmp_path)
    return folder


def test_a_file_that_says_so_already_is_left_alone(project: Path) -> None:
    (project / "prod.yaml").write_text(TEXT)
    assert edited("prod", hibernated=False) == TEXT
    write("prod", hibernated=True)
    written = path_of("prod").read_text()
    write("prod", hibernated=True)
    assert path_of("prod").read_text() == written
    assert yaml.safe_load(written)["hibernated"] is True


def test_a_file_that_a_person_has_to_change_is_told_with_the_line_to_write(project: Path) -> None:
    (project / "prod.yaml").write_text("{topology: cluster}\n")
    with pytest.raises(UserError) as error:
        write("prod", hibernated=True)
    assert error.value.message.startswith("config/environments/prod.yaml: ")
    assert error.value.cure.startswith("write hibernated: true into it")
    assert path_of("prod").read_text() == "{topology: cluster}\n"

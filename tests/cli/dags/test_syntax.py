"""A file that Python cannot parse is told by its line."""

from __future__ import annotations

from pathlib import Path

from aeolus_cli.dags.folder import read_folder
from aeolus_cli.dags.syntax import syntax_errors
from support.dag_folders import lay_out


def errors(root: Path) -> list[str]:
    return syntax_errors(read_folder(root), root)


def test_file_line_and_what_is_wrong(tmp_path: Path) -> None:
    lay_out(tmp_path, {"good.py": "x = 1\n", "etl/bad.py": "x = 1\ny = (\n", "worse.py": "x = = 1"})
    assert errors(tmp_path) == [
        f"{tmp_path}/etl/bad.py:2: '(' was never closed",
        f"{tmp_path}/worse.py:1: invalid syntax",
    ]


def test_what_is_no_python_file_is_not_read_as_one(tmp_path: Path) -> None:
    assert errors(lay_out(tmp_path, {"notes.txt": "x = = 1", "q.sql": "("})) == []


def test_files_that_are_no_text(tmp_path: Path) -> None:
    (tmp_path / "nul.py").write_bytes(b"x = 1\x00")
    (tmp_path / "latin.py").write_bytes(b"x = 1\n\ny = '\xe9'\n")
    (tmp_path / "told.py").write_bytes(b"# coding: latin-1\n# \xe9\n")
    assert errors(tmp_path) == [
        f"{tmp_path}/latin.py:3: is not utf-8",
        f"{tmp_path}/nul.py:1: source code string cannot contain null bytes",
    ]


def test_a_doubtful_escape_is_no_error(tmp_path: Path) -> None:
    assert errors(lay_out(tmp_path, {"a.py": "x = '\\d'\n"})) == []

"""What the documents tell to type and to read is there: commands, options, targets, files."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import typer

from aeolus_cli.main import app

ROOT = Path(__file__).resolve().parents[1]
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])

CODE = re.compile(r"^    ([^\n]*)$|^```\w*\n(.*?)^```|`([^`\n]+)`", re.M | re.S)
"""An indented line, a block, or a word of code."""
AEOLUS = re.compile(r"^ *(?:[\w./-]+/)?aeolus ([a-z][^\n#|;&]*)", re.M)
MAKE = re.compile(r"^ *make ([a-z-]+)", re.M)
LINK = re.compile(r"\]\(([^)#:]+)(?:#[^)]*)?\)")


def typed(pattern: re.Pattern[str]) -> Iterator[Any]:
    """Yield document and words of all that a pattern finds in code, each once."""
    seen = set()
    for document in DOCUMENTS:
        for code in CODE.findall(document.read_text(encoding="utf-8")):
            for words in pattern.findall("".join(code)):
                name = f"{document.relative_to(ROOT)}: {words.strip()}"
                if name not in seen:
                    seen.add(name)
                    yield pytest.param(words.strip(), id=name)


@cache
def whole() -> Any:
    return typer.main.get_command(app)


def missing(command: str) -> list[str]:
    """Return the words of a command that `aeolus` does not know; names of things are not its."""
    found, unknown = whole(), []
    for word in shlex.split(command):
        below = getattr(found, "commands", {})
        if word in below:
            found = below[word]
        elif below:
            default = getattr(found, "default", None)
            if default is None:
                return [word]
            found = below[default]
        elif word.startswith("-"):
            options = {option for each in found.params for option in each.opts} | {"-h", "--help"}
            unknown += [] if word.partition("=")[0] in options else [word]
    return unknown


@pytest.mark.parametrize("command", list(typed(AEOLUS)))
def test_a_command_is_one_of_aeolus_with_these_options(command: str) -> None:
    assert missing(command) == []


@pytest.mark.parametrize("target", list(typed(MAKE)))
def test_a_target_is_one_of_the_makefile(target: str) -> None:
    lines = re.findall(r"^([a-z][a-z -]*):(?!=)", (ROOT / "Makefile").read_text(), re.M)
    assert target in {each for line in lines for each in line.split()}


def links() -> Iterator[Any]:
    for document in DOCUMENTS:
        for link in LINK.findall(document.read_text(encoding="utf-8")):
            yield pytest.param(document, link, id=f"{document.relative_to(ROOT)}: {link}")


@pytest.mark.parametrize(("document", "link"), list(links()))
def test_a_link_leads_somewhere(document: Path, link: str) -> None:
    assert (document.parent / link).exists()


def test_what_is_not_there_is_found() -> None:
    assert missing("sandbox upp prod") == ["upp"]
    assert missing("sandbox up prod --api-only --apionly") == ["--apionly"]
    assert missing("cost prod --json") == []

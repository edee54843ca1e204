"""From a file's bytes to YAML nodes: decoding and syntax, with line and column of a mistake."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

import yaml
from yaml.composer import Composer
from yaml.parser import Parser
from yaml.reader import Reader
from yaml.resolver import BaseResolver
from yaml.scanner import Scanner

from .errors import ConfigError, Problem

MERGE: Final = "tag:yaml.org,2002:merge"

CURES = {
    "mapping values are not allowed here": "check the indentation, and quote text that holds ': '",
    "could not find expected ':'": "end the key with a colon, and check the lines above",
    "expected <block end>, but found": "align the keys of a section, and the dashes of a list",
    "found character '\\t'": "indent with spaces",
    "found undefined alias": "define the anchor (&name) above its use",
    "while scanning a quoted scalar": "close the quotation mark",
    "while parsing a flow": "close the bracket, and put a comma between entries",
    "found character '@'": "quote the text",
    "found character '`'": "quote the text",
    "found character '%'": "quote the text",
    "but found another document": "write one document to a file, without a second ---",
}
"""What helps, by a part of what the parser says."""


class _Resolver(BaseResolver):
    """The scalars of YAML 1.2's core schema, less what people get wrong.

    `yes` and `on` stay text, as do octal, hexadecimal and infinite numbers: where a number or a
    boolean is wanted, they are told rather than guessed.
    """


for _tag, _pattern, _first in (
    ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
    ("bool", r"true|True|TRUE|false|False|FALSE", list("tTfF")),
    ("int", r"[-+]?(0|[1-9]\d*)", list("-+0123456789")),
    ("float", r"[-+]?(\d+\.\d*|\.\d+|\d+(?=[eE]))([eE][-+]?\d+)?", list("-+.0123456789")),
    ("merge", r"<<", ["<"]),
):
    _Resolver.add_implicit_resolver(
        f"tag:yaml.org,2002:{_tag}", re.compile(rf"^(?:{_pattern})$"), _first
    )


class _Loader(Reader, Scanner, Parser, Composer, _Resolver):
    def __init__(self, text: str) -> None:
        Reader.__init__(self, text)
        Scanner.__init__(self)
        Parser.__init__(self)
        Composer.__init__(self)
        _Resolver.__init__(self)


def compose(path: Path, file: str) -> yaml.Node | None:
    """Return the root node of the file at `path`, None when it is empty.

    Raises ConfigError, speaking of `file`, when it cannot be read or is no YAML.
    """
    text = _text(path, file)
    try:
        return _Loader(text).get_single_node()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        where = (mark.line + 1, mark.column + 1) if mark else (None, None)
        said = error.problem or "cannot be parsed"
        raise _error(file, f"is no YAML: {said}", _cure(str(error)), *where) from error
    except yaml.reader.ReaderError as error:
        line, column = _position(text, error.position)
        raise _error(file, "holds a control character", "remove it", line, column) from error
    except RecursionError as error:
        raise _error(file, "is nested too deeply", "write at most a few levels") from error


def _text(path: Path, file: str) -> str:
    try:
        content = path.read_bytes()
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line, column = content[: error.start].count(b"\n") + 1, None
        raise _error(file, "is not UTF-8", "save it as UTF-8", line, column) from error
    except FileNotFoundError as error:
        raise _error(file, "does not exist", "check the path") from error
    except IsADirectoryError as error:
        raise _error(file, "is a folder", "name a file") from error
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else error
        raise _error(
            file, f"cannot be read: {why}", "check the path and its permissions"
        ) from error


def _cure(said: str) -> str:
    return next((cure for part, cure in CURES.items() if part in said), "check the line above, too")


def _position(text: str, index: int) -> tuple[int, int]:
    before = text[:index]
    return before.count("\n") + 1, index - (before.rfind("\n") + 1) + 1


def _error(
    file: str, message: str, cure: str, line: int | None = None, column: int | None = None
) -> ConfigError:
    return ConfigError([Problem(file, message, cure, line=line, column=column)])

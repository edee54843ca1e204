"""What Python cannot even read is told before it is pushed, and not by every node."""

from __future__ import annotations

import ast
import warnings
from collections.abc import Mapping
from importlib.util import decode_source
from pathlib import Path

from .folder import Folder


def syntax_errors(folder: Folder, root: Path) -> list[str]:
    """Return `file:line: what is wrong` for each Python file of `folder` that does not parse.

    Nodes run the Python that Aeolus itself runs with, 3.11.
    """
    return _errors(
        {
            root / entry.path: folder.files[entry.sha256].read_bytes()
            for entry in folder.manifest.entries
            if entry.path.endswith(".py")
        }
    )


def _errors(sources: Mapping[Path, bytes]) -> list[str]:
    found = []
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # an escape that Python doubts is no error
        for file, source in sources.items():
            try:
                ast.parse(decode_source(source))
            except SyntaxError as error:
                found.append(f"{file}:{error.lineno or 1}: {error.msg}")
            except UnicodeDecodeError as error:
                line = source[: error.start].count(b"\n") + 1
                found.append(f"{file}:{line}: is not {error.encoding}")
            except (ValueError, RecursionError, MemoryError) as error:  # NUL; too deep
                found.append(f"{file}:1: {error or 'too deep for Python'}")
    return found

"""Compiling Python files, as a program: `python -s -S bytecode.py FOLDER ROOT PREFIX`.

The standard library alone, in a process of its own: what is loaded beside it must not matter.
"""

from __future__ import annotations

import importlib.util
import marshal
import os
import re
import sys
import warnings
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from types import CodeType

_LIKE_A_NAME = re.compile(r"\w+", re.ASCII)
_UNCHECKED_HASH = (0b01).to_bytes(4, "little")
"""Loaded without a look at the source (PEP 552): what is in a bundle does not change."""


def compiled(source: bytes, name: str) -> bytes | None:
    """Return the content of the `.pyc` for `source`, called `name` in tracebacks.

    None for what is no Python 3.11: some packages bring templates, or tests of errors.
    """
    try:
        code = compile(source, name, "exec", dont_inherit=True, optimize=0)
    except (SyntaxError, ValueError):
        return None
    header = importlib.util.MAGIC_NUMBER + _UNCHECKED_HASH + importlib.util.source_hash(source)
    return header + marshal.dumps(Canonical().code(code))


class Canonical:
    """Makes code whose marshalled form is its own alone, not also that of the process it is in.

    marshal tells interned strings from others, and writes an object down for later reference if
    anything else refers to it. Of a string that the whole process shares, such as `" "` or
    `"<listcomp>"`, both are a matter of what else was loaded. So strings become ones that are
    interned, or nobody else's; and of each object there is one more reference, here.
    """

    def __init__(self) -> None:
        """Begin with one module; code of another is canonical apart."""
        self._strings: dict[str, str] = {}
        self._containers: dict[int, object] = {}
        self._held: list[object] = []

    def code(self, code: CodeType) -> CodeType:
        """Return the canonical form of `code`, with all code in it."""
        made = code.replace(
            co_filename=self._string(code.co_filename),
            co_name=self._string(code.co_name),
            co_qualname=self._string(code.co_qualname),
            co_consts=tuple(map(self._constant, code.co_consts)),
        )
        names = (made.co_names, made.co_varnames, made.co_cellvars, made.co_freevars)
        self._held += [*made.co_consts, *(name for each in names for name in each)]
        self._held += [made.co_consts, made.co_names, made.co_code, made.co_linetable]
        self._held += [made, made.co_exceptiontable]
        return made

    def _constant(self, value: object) -> object:
        self._held.append(value)
        if isinstance(value, str):
            return self._string(value)
        if isinstance(value, CodeType):
            return self.code(value)
        if isinstance(value, tuple | frozenset):
            if id(value) not in self._containers:
                made = type(value)(map(self._constant, value))
                self._held += [made, *made]
                self._containers[id(value)] = made
            return self._containers[id(value)]
        return value

    def _string(self, value: str) -> str:
        # Python interns what is like a name in constants; a string of one sign exists once.
        if len(value) < 2 or _LIKE_A_NAME.fullmatch(value):
            return sys.intern(value)
        copy = value.encode("utf-8", "surrogatepass").decode("utf-8", "surrogatepass")
        return self._strings.setdefault(value, copy)


def compile_file(path: Path, *, root: Path, prefix: str) -> None:
    """Write the `.pyc` of `path`, which will be at `prefix` instead of `root` when it runs."""
    warnings.simplefilter("ignore")  # of others' code
    content = compiled(path.read_bytes(), f"{prefix}/{path.relative_to(root).as_posix()}")
    if content is not None:
        cached = path.parent / "__pycache__" / f"{path.stem}.{sys.implementation.cache_tag}.pyc"
        cached.parent.mkdir(exist_ok=True)
        cached.write_bytes(content)


def compile_tree(root: Path, prefix: str, paths: Iterable[Path]) -> None:
    """Compile `paths` below `root`, on every processor."""
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        work = partial(compile_file, root=root, prefix=prefix)
        for _ in pool.map(work, paths, chunksize=64):
            pass


if __name__ == "__main__":
    folder, place, its_name = sys.argv[1:]
    compile_tree(Path(place), its_name, sorted(Path(folder).rglob("*.py")))

"""Compiled files are Python's own, and the same whatever else the process has loaded."""

from __future__ import annotations

import importlib.util
import marshal
import subprocess
import sys
from pathlib import Path
from types import CodeType
from typing import Any

import pytest

from aeolus_node.bundle import bytecode
from aeolus_node.bundle.bytecode import compiled
from aeolus_node.bundle.compiling import compile_below

SOURCE = b"""
def greeting(name, *, polite=True):
    'Says hello.'
    import os, sys
    words = {'hello', 'good morning', 'welcome'}
    return [f'{word} {name}' for word in words if name in {'anna', 'otto', 'and others'}], 1 << 80
"""

DERIVED = {"co_consts", "co_lines", "co_positions"}
"""Code within code is compared part by part; the others are methods."""

ELSEWHERE = """
import sys, json, asyncio, xml.dom.minidom
words = ['greeting', 'polite', 'words', 'anna', ' ', '<listcomp>', '<module>', 'good morning']
kept = [sys.intern(bytes(word, 'ascii').decode()) for word in words]
sys.path.insert(0, sys.argv[1])
import bytecode
sys.stdout.buffer.write(bytecode.compiled(sys.stdin.buffer.read(), 'a name.py'))
"""


def test_it_does_what_the_source_does() -> None:
    content = compiled(SOURCE, "name.py")
    assert content is not None
    names: dict[str, Any] = {}
    exec(marshal.loads(content[16:]), names)
    words, large = names["greeting"]("anna")
    assert sorted(words) == ["good morning anna", "hello anna", "welcome anna"]
    assert large == 1 << 80
    assert names["greeting"].__doc__ == "Says hello."


def test_python_loads_it_without_a_look_at_the_source(tmp_path: Path) -> None:
    source = tmp_path / "package" / "module.py"
    source.parent.mkdir()
    source.write_text("value = 1\n")
    compile_below(tmp_path, tmp_path, "/opt/elsewhere")
    source.write_text("value = 2\n")
    spec = importlib.util.spec_from_file_location("module", source)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert module.value == 1


def test_tracebacks_name_the_place_on_the_node(tmp_path: Path) -> None:
    source = tmp_path / "lib" / "module.py"
    source.parent.mkdir()
    source.write_text("def run(): pass\n")
    compile_below(source.parent, tmp_path, "/opt/elsewhere")
    (cached,) = source.parent.glob("__pycache__/*.pyc")
    code = marshal.loads(cached.read_bytes()[16:])
    assert code.co_filename == "/opt/elsewhere/lib/module.py"
    assert str(tmp_path).encode() not in cached.read_bytes()


def test_what_else_is_loaded_makes_no_difference() -> None:
    folder = Path(bytecode.__file__).parent
    done = subprocess.run(
        [sys.executable, "-c", ELSEWHERE, str(folder)],
        input=SOURCE,
        capture_output=True,
        check=True,
    )
    assert done.stdout == compiled(SOURCE, "a name.py")


def test_it_is_the_code_that_python_makes_in_all_but_identity() -> None:
    content = compiled(SOURCE, "name.py")
    assert content is not None
    made = marshal.loads(content[16:])
    code = compile(SOURCE, "name.py", "exec", dont_inherit=True, optimize=0)
    assert parts(made) == parts(code)


def parts(code: CodeType) -> list[object]:
    """Return all of a code object that can be seen, with the code in it."""
    names = [name for name in dir(code) if name.startswith("co_") and name not in DERIVED]
    inner = [each for each in code.co_consts if isinstance(each, CodeType)]
    plain = [each for each in code.co_consts if not isinstance(each, CodeType)]
    return [*(getattr(code, name) for name in names), plain, *map(parts, inner)]


@pytest.mark.parametrize("source", [b"print 'of another age'\n", b"\0"])
def test_what_is_no_python_is_left_alone(source: bytes, tmp_path: Path) -> None:
    (tmp_path / "template.py").write_bytes(source)
    compile_below(tmp_path, tmp_path, "/opt")
    assert [each.name for each in tmp_path.iterdir()] == ["template.py"]

"""How the house is built: who stands alone, how large files are, what no file may name."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LOCKS = sorted(ROOT.glob("requirements/*.lock"))
# What Lambda's Python runtime holds (AWS Lambda Developer Guide, "Python runtimes").
LAMBDA_RUNTIME = {*sys.stdlib_module_names, "boto3", "botocore"}
SHARED = {"aeolus_lease"}
"""What functions share with nodes, and bring with them."""


def tracked(suffix: str = "") -> list[Path]:
    """Return the tracked files that still exist and end with `suffix`."""
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    paths = [ROOT / name for name in listed.split("\0") if name.endswith(suffix) and name]
    return [path for path in paths if path.is_file()]


def imported(source: Path) -> Iterator[str]:
    """Return the top-level names of the packages that a module imports absolutely."""
    for node in ast.walk(ast.parse(source.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            yield str(node.module).partition(".")[0]


def pinned(function: Path) -> set[str]:
    """Return the modules of what the function's own requirements file pins."""
    requirements = function / "requirements.txt"
    lines = requirements.read_text().splitlines() if requirements.exists() else []
    return {re.split(r"==", line)[0].replace("-", "_") for line in lines if "==" in line}


def occurrences(pattern: str, paths: list[Path]) -> list[str]:
    """Return `file:line: text` for each line that the pattern occurs in."""
    return [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()}"
        for path in paths
        for number, line in enumerate(path.read_text().splitlines(), start=1)
        if re.search(pattern, line)
    ]


def test_each_lambda_is_one_package_of_its_own_name() -> None:
    functions = {path for path in (ROOT / "lambda").iterdir() if path.is_dir()}
    packages = {path.parent for path in tracked(".py") if path.parents[2] == ROOT / "lambda"}
    assert {package.parent for package in packages} == functions
    assert all(package.name == package.parent.name for package in packages)


def test_each_lambda_stands_alone() -> None:
    strangers = [
        f"{path.relative_to(ROOT)} imports {name}"
        for path in tracked(".py")
        if ROOT / "lambda" in path.parents
        for function in [ROOT / "lambda" / path.relative_to(ROOT / "lambda").parts[0]]
        for name in imported(path)
        if name not in {*LAMBDA_RUNTIME, *SHARED, *pinned(function), function.name}
    ]
    assert strangers == []


def test_set_up_needs_nothing_installed() -> None:
    """Set-up runs before there is anything but Python."""
    allowed = {*sys.stdlib_module_names, "aeolus_sandbox"}
    modules = [*(ROOT / "scripts/aeolus_setup").glob("*.py")]
    sandbox = ROOT / "sandbox/aeolus_sandbox"
    modules += [sandbox / "provider_mirror.py", sandbox / "machines/requirement.py"]
    assert {name for path in modules for name in imported(path)} <= allowed


def test_files_are_small() -> None:
    lengths = {path: len(path.read_text().splitlines()) for path in tracked(".py")}
    too_long = {
        name: n
        for path, n in lengths.items()
        if n > (260 if (name := str(path.relative_to(ROOT))).startswith("tests/") else 200)
    }
    # A list of imports, which is read by looking a name up.
    too_long.pop("constructs/aeolus_constructs/providers.py", None)
    assert too_long == {}
    assert sum(n < 120 for n in lengths.values()) >= 0.8 * len(lengths)


SANDBOX = [path for path in tracked() if ROOT / "sandbox" in path.parents]


def test_the_sandbox_names_nothing_of_aeolus() -> None:
    """Its own package, the state folder and its settings' prefix are all it knows of the name."""
    assert occurrences(r"(?i)(?<!\.)aeolus(?!_sandbox|_PROVIDER_MIRROR)", SANDBOX) == []


def test_the_sandbox_knows_none_of_our_resources() -> None:
    """Neither by the names that we give them, nor by what they are for."""
    constructs = ROOT / "constructs/aeolus_constructs"
    ours = {"broker", "masters", "metastore", "worker_group", "execution_entrance", "web_entrance"}
    assert [name for name in sorted(ours) if not (constructs / f"{name}.py").exists()] == []
    # AWS has a service of that name, too.
    scheduler = r"(?<!EventBridge )(?<![\":])scheduler"
    daemons = {"airflow", "celery", "dags?", "flower", scheduler, "triggerer", "webserver"}
    assert occurrences(rf"(?i)\b(?:{'|'.join(sorted(ours | daemons))})\b", SANDBOX) == []


@pytest.mark.parametrize(
    "pattern",
    [
        pytest.param(r"(?<![\w.}])/(?:work|root)/\w|/opt/tf-", id="a path of one machine"),
        pytest.param(
            r"pypi\.(?:org|python)|pythonhosted|npmjs\.|deb\.debian|://registry\.", id="a host"
        ),
        pytest.param(
            r"\b(?:TO" r"DO|FIX" r"ME)\b|pragma: no" r" cover|pytest\.ski" r"p\(", id="a gap"
        ),
    ],
)
def test_no_file_names(pattern: str) -> None:
    texts = [path for path in tracked() if path.suffix not in {".png", ".svg"}]
    assert occurrences(pattern, [path for path in texts if path != Path(__file__)]) == []


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_every_python_dependency_is_locked_by_hash(lock: Path) -> None:
    entries = re.split(r"\n(?=[a-z0-9])", lock.read_text())
    assert [entry for entry in entries if "==" not in entry or "--hash=sha256:" not in entry] == []
    assert occurrences(r"://|--(?:extra-)?index|--find-links", [lock]) == []


def test_every_node_dependency_is_locked_by_hash() -> None:
    packages = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    # A bundled package comes inside the one that bundles it, under that one's hash.
    fetched = {name: entry for name, entry in packages.items() if name and "inBundle" not in entry}
    assert [name for name, entry in fetched.items() if "integrity" not in entry] == []
    assert [name for name, entry in fetched.items() if "resolved" in entry] == []

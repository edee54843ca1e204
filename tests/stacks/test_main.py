"""`python -m aeolus_stacks`, as cdktf runs it: a stack for each file, or one clear word."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from aeolus_stacks.bundles import NODE_BUNDLE, TO_BE_READ
from support.shipped import FOLDER as ENVIRONMENTS
from support.shipped import SHIPPED
from support.synthesized import shipped_stacks
from support.terraform import terraform


def synth(folder: Path, out: Path, **settings: str) -> subprocess.CompletedProcess[str]:
    settings = {
        **os.environ,
        **TO_BE_READ,
        "AEOLUS_ENVIRONMENTS": str(folder),
        "CDKTF_OUTDIR": str(out),
        **settings,
    }
    command = [sys.executable, "-m", "aeolus_stacks"]
    return subprocess.run(command, env=settings, capture_output=True, text=True)


@pytest.fixture(scope="module")
def stacks(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped environments and a copy of staging under another name, synthesized."""
    folder = tmp_path_factory.mktemp("environments")
    for file in ENVIRONMENTS.glob("*.yaml"):
        shutil.copy(file, folder)
    shutil.copy(ENVIRONMENTS / "staging.yaml", folder / "sandpit.yaml")
    out = tmp_path_factory.mktemp("out")
    done = synth(folder, out)
    assert done.returncode == 0, done.stderr
    return out / "stacks"


def test_a_stack_for_each_file_named_after_it(stacks: Path) -> None:
    assert sorted(each.name for each in stacks.iterdir()) == sorted([*SHIPPED, "sandpit"])


@pytest.mark.sandbox
@pytest.mark.parametrize("name", SHIPPED)
def test_each_is_valid_to_terraform_itself(stacks: Path, name: str, tmp_path: Path) -> None:
    shutil.copy(stacks / name / "cdk.tf.json", tmp_path)
    terraform(tmp_path, "init", "-backend=false", "-input=false")
    terraform(tmp_path, "validate")


def test_the_same_file_gives_the_same_bytes(stacks: Path) -> None:
    for name in SHIPPED:
        again = (shipped_stacks() / "stacks" / name / "cdk.tf.json").read_text()
        assert again == (stacks / name / "cdk.tf.json").read_text()


def test_no_path_of_this_machine_gets_into_the_json(stacks: Path) -> None:
    for file in stacks.glob("*/cdk.tf.json"):
        text = file.read_text()
        assert str(Path.cwd()) not in text
        assert str(Path.home()) + "/" not in text


def test_a_wrong_file_is_told_in_lines_and_nothing_is_synthesized(tmp_path: Path) -> None:
    folder = tmp_path / "environments"
    folder.mkdir()
    (folder / "prod.yaml").write_text("topology: clustre\n")
    done = synth(folder, tmp_path / "out")
    assert done.returncode == 2
    assert "prod.yaml" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "out").exists() or not list((tmp_path / "out").rglob("*.json"))


def test_a_requirement_that_airflows_lock_excludes_is_told_before_anything_is_built(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "environments"
    folder.mkdir()
    text = (ENVIRONMENTS / "dev.yaml").read_text()
    asked = "airflow:\n  requirements: [pandas, sqlalchemy<2]\n"
    (folder / "dev.yaml").write_text(text + asked)
    # The lock alone says so: no index is asked, and nothing that an earlier run found there.
    alone = {"UV_OFFLINE": "1", "UV_CACHE_DIR": str(tmp_path / "uv")}
    done = synth(folder, tmp_path / "out", **{NODE_BUNDLE: ""}, **alone)
    assert done.returncode == 2
    told = done.stderr[done.stderr.index("environment dev") :].splitlines()
    assert told[0].endswith("cannot be installed beside what requirements/airflow-3.3.2.lock has")
    assert told[1].startswith("  'sqlalchemy<2' excludes sqlalchemy 2.")
    assert told[2].startswith("  → ask for a version that goes with the lock")
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "out").exists()


def test_without_node_that_is_told_in_a_line(tmp_path: Path) -> None:
    done = synth(ENVIRONMENTS, tmp_path / "out", PATH="")
    assert done.returncode == 2
    assert done.stderr == "node is not installed → install Node.js 20 or newer\n"


def test_outputs_are_named_thing_and_attribute(stacks: Path) -> None:
    for file in stacks.glob("*/cdk.tf.json"):
        outputs = json.loads(file.read_text())["output"]
        assert outputs
        for name, body in outputs.items():
            assert "_" in name
            assert body["description"], f"{file}: {name}"

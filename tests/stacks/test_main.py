"""`python -m aeolus_stacks`, as cdktf runs it: a stack for each file, or one clear word."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from support.shipped import FOLDER as ENVIRONMENTS
from support.shipped import SHIPPED


def synth(folder: Path, out: Path) -> subprocess.CompletedProcess[str]:
    settings = {**os.environ, "AEOLUS_ENVIRONMENTS": str(folder), "CDKTF_OUTDIR": str(out)}
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


@pytest.mark.parametrize("name", [*SHIPPED, "sandpit"])
def test_each_is_valid_to_terraform_itself(stacks: Path, name: str, tmp_path: Path) -> None:
    shutil.copy(stacks / name / "cdk.tf.json", tmp_path)
    settings = {
        **os.environ,
        "TF_CLI_CONFIG_FILE": str(ENVIRONMENTS.parents[1] / ".aeolus" / "terraform.rc"),
    }
    for command in (["init", "-backend=false", "-input=false"], ["validate"]):
        done = subprocess.run(
            ["terraform", *command], cwd=tmp_path, env=settings, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stdout + done.stderr


def test_the_same_file_gives_the_same_bytes(stacks: Path, tmp_path: Path) -> None:
    done = synth(ENVIRONMENTS, tmp_path)
    assert done.returncode == 0, done.stderr
    for name in SHIPPED:
        again = (tmp_path / "stacks" / name / "cdk.tf.json").read_text()
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


def test_outputs_are_named_thing_and_attribute(stacks: Path) -> None:
    for file in stacks.glob("*/cdk.tf.json"):
        outputs = json.loads(file.read_text())["output"]
        assert outputs
        for name, body in outputs.items():
            assert "_" in name
            assert body["description"], f"{file}: {name}"

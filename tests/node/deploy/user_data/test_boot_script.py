"""The script of a node's first boot, run by bash against commands that stand in for AWS's."""

from __future__ import annotations

import hashlib
import os
import subprocess
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path

import pytest

SCRIPT = str(files("aeolus_node.user_data").joinpath("boot.sh"))
INSTALLED = "-m aeolus_agent install"


@dataclass
class Machine:
    """A folder in which the script finds its commands, its bucket and its target."""

    root: Path
    settings: dict[str, str] = field(default_factory=dict)

    @property
    def target(self) -> Path:
        return self.root / "opt/aeolus"

    @property
    def copied(self) -> str:
        """A script that does what `aws s3 cp … s3://bucket/KEY FILE` does."""
        return f'from="${{@: -2:1}}"; cp "{self.root}/${{from#s3://}}" "${{@: -1}}"'

    def command(self, name: str, script: str) -> None:
        """Let the script find a command."""
        path = self.root / "bin" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"#!/bin/bash\n{script}\n")
        path.chmod(0o755)

    def publish(self, architecture: str, installs: str = "exit 0") -> None:
        """Put a bundle into the bucket, whose agent installs by a script."""
        tree = self.root / f"tree-{architecture}"
        python = tree / "airflow/bin/python"
        python.parent.mkdir(parents=True)
        python.write_text(f"#!/bin/bash\necho {architecture}: $* >> {self.root}/ran\n{installs}\n")
        python.chmod(0o755)
        bundle = self.root / "bucket" / f"{architecture}.tar.zst"
        bundle.parent.mkdir(exist_ok=True)
        subprocess.run(
            ["tar", "--create", "--zstd", "--file", bundle, "--directory", tree, "."], check=True
        )
        name = architecture.upper()
        self.settings[f"KEY_{name}"] = bundle.name
        self.settings[f"SHA256_{name}"] = hashlib.sha256(bundle.read_bytes()).hexdigest()

    def boot(self) -> list[str]:
        """Run the script to its end, which is a good one; return the lines that it says."""
        self.target.parent.mkdir(exist_ok=True)
        done = subprocess.run(
            ["bash", SCRIPT],
            env={
                "PATH": f"{self.root}/bin:{os.environ['PATH']}",
                "BUCKET": "bucket",
                "TARGET": str(self.target),
                **self.settings,
            },
            capture_output=True,
            text=True,
            check=False,
        )
        assert (done.returncode, done.stderr) == (0, "")
        return done.stdout.splitlines()

    @property
    def ran(self) -> list[str]:
        """What was installed, by which bundle."""
        return (self.root / "ran").read_text().splitlines()


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    machine = Machine(tmp_path)
    machine.command("dpkg", "echo amd64")
    machine.command("aws", machine.copied)
    # Waits are written down, and nobody waits.
    machine.command("sleep", f'echo "$1" >> {tmp_path}/waits')
    return machine


@pytest.mark.parametrize("architecture", ["amd64", "arm64"])
def test_the_bundle_of_the_machines_architecture_installs_itself(
    machine: Machine, architecture: str
) -> None:
    machine.command("dpkg", f"echo {architecture}")
    machine.publish("amd64")
    machine.publish("arm64")
    assert machine.boot() == ["this node is installed"]
    assert machine.ran == [f"{architecture}: {INSTALLED}"]
    assert (machine.target / "installed").exists()


def test_nothing_is_left_beside_what_was_unpacked(machine: Machine) -> None:
    machine.publish("amd64")
    machine.boot()
    assert [each.name for each in machine.target.parent.iterdir()] == ["aeolus"]


def test_a_bucket_that_cannot_be_reached_is_told_and_asked_again(machine: Machine) -> None:
    machine.publish("amd64")
    tries = machine.root / "tries"
    fails = '{ echo "no route" >&2; exit 1; }'
    machine.command(
        "aws", f"echo >> {tries}; [[ $(wc -l < {tries}) -gt 2 ]] || {fails}\n{machine.copied}"
    )
    assert machine.boot() == [
        "cannot fetch s3://bucket/amd64.tar.zst: no route",
        "trying again in 1 s",
        "cannot fetch s3://bucket/amd64.tar.zst: no route",
        "trying again in 2 s",
        "this node is installed",
    ]


def test_a_bundle_that_is_not_the_one_is_never_unpacked(machine: Machine) -> None:
    machine.publish("amd64")
    right, kept = machine.root / "bucket/amd64.tar.zst", machine.root / "kept"
    right.rename(kept)
    right.write_bytes(b"something else")
    machine.command("sleep", f"cp {kept} {right}")
    wrong = hashlib.sha256(b"something else").hexdigest()
    expected = machine.settings["SHA256_AMD64"]
    assert machine.boot() == [
        f"cannot use s3://bucket/amd64.tar.zst: its SHA-256 is {wrong}, not {expected}",
        "trying again in 1 s",
        "this node is installed",
    ]


def test_an_installation_that_fails_is_tried_again_without_fetching_anew(machine: Machine) -> None:
    once = machine.root / "once"
    machine.publish("amd64", f"[[ -e {once} ]] || {{ touch {once}; echo no disk; exit 1; }}")
    machine.command("sleep", f"rm -r {machine.root}/bucket")
    assert machine.boot() == [
        "no disk",
        "cannot install this node",
        "trying again in 1 s",
        "this node is installed",
    ]
    assert machine.ran == [f"amd64: {INSTALLED}"] * 2


def test_waits_double_up_to_half_a_minute(machine: Machine) -> None:
    tries = machine.root / "tries"
    machine.publish("amd64", f"echo >> {tries}; [[ $(wc -l < {tries}) -gt 8 ]]")
    machine.boot()
    waits = (machine.root / "waits").read_text().split()
    assert waits == ["1", "2", "4", "8", "16", "30", "30", "30"]


def test_power_lost_while_unpacking_leaves_nothing_half_done(machine: Machine) -> None:
    machine.publish("amd64")
    half = machine.target.with_name("aeolus.new")
    half.mkdir(parents=True)
    (half / "rubbish").touch()
    machine.boot()
    assert not (machine.target / "rubbish").exists()

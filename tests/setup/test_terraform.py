"""Terraform's configuration, and the trial that the AWS provider can be had."""

from __future__ import annotations

import importlib.metadata
from pathlib import Path

import pytest

from aeolus_sandbox.provider_mirror import VERSION
from aeolus_setup import terraform
from aeolus_setup.errors import SetupError

from .conftest import Machine

MIRRORED = "registry.terraform.io/hashicorp/aws"


@pytest.fixture
def mirror(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a mirror that holds the provider, and is the only one."""
    folder = tmp_path / "mirror"
    (folder / MIRRORED / VERSION / "linux_amd64").mkdir(parents=True)
    monkeypatch.setenv("AEOLUS_PROVIDER_MIRROR", str(folder))
    return folder


def test_the_provider_is_the_one_that_the_bindings_bind() -> None:
    text = importlib.metadata.metadata("cdktf-cdktf-provider-aws").json["description"]
    assert f"hashicorp/aws provider version {VERSION}\n" in text


def test_the_configuration_names_the_mirror(machine: Machine, checkout: Path, mirror: Path) -> None:
    machine.program("terraform")
    terraform.configure(checkout)
    assert f'"{mirror}"' in (checkout / ".aeolus/terraform.rc").read_text()


def test_the_provider_is_tried_once(machine: Machine, checkout: Path, mirror: Path) -> None:
    machine.program("terraform", 'echo "with $TF_CLI_CONFIG_FILE" >&2')
    terraform.configure(checkout)
    terraform.configure(checkout)
    assert machine.calls == [
        f"terraform -chdir={checkout}/.aeolus/provider-trial init -backend=false -no-color"
    ]
    said = (checkout / ".aeolus/logs/terraform.log").read_text()
    assert said == f"with {checkout}/.aeolus/terraform.rc\n"


def test_another_mirror_or_terraform_is_tried_again(
    machine: Machine, checkout: Path, mirror: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    machine.program("terraform")
    terraform.configure(checkout)
    machine.program("terraform", "# a newer one")
    terraform.configure(checkout)
    assert len(machine.calls) == 2
    monkeypatch.setenv("AEOLUS_PROVIDER_MIRROR", str(mirror.rename(mirror.with_name("moved"))))
    terraform.configure(checkout)
    assert len(machine.calls) == 3


def test_without_the_provider_the_cure_is_told(
    machine: Machine, checkout: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AEOLUS_PROVIDER_MIRROR", str(tmp_path / "empty"))
    machine.program("terraform", "echo '│ Error: could not query provider registry'; exit 1")
    with pytest.raises(SetupError) as caught:
        terraform.configure(checkout)
    said = str(caught.value)
    assert "set AEOLUS_PROVIDER_MIRROR to a mirror" in said
    assert "could not query provider registry" in said
    assert "\n" not in said
    assert not (checkout / ".aeolus/provider-trial").exists()

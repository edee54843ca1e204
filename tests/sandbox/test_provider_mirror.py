"""Where Terraform finds the AWS provider when its registry cannot be reached."""

from __future__ import annotations

from pathlib import Path

import pytest

from aeolus_sandbox.provider_mirror import (
    PROVIDER,
    cli_configuration,
    find_mirror,
    search_roots,
    write_cli_configuration,
)

VERSION = "5.100.0"


def unpacked(root: Path, version: str = VERSION) -> Path:
    (root / PROVIDER / version / "linux_amd64").mkdir(parents=True)
    return root


def packed(root: Path, version: str = VERSION) -> Path:
    (root / PROVIDER).mkdir(parents=True)
    (root / PROVIDER / f"terraform-provider-aws_{version}_linux_amd64.zip").touch()
    return root


@pytest.mark.parametrize("layout", [unpacked, packed])
def test_both_layouts_of_a_mirror_are_found(tmp_path: Path, layout: object) -> None:
    assert callable(layout)
    root = layout(tmp_path / "mirror")
    assert find_mirror([tmp_path / "empty", root], VERSION) == root


@pytest.mark.parametrize("layout", [unpacked, packed])
def test_another_version_does_not_do(tmp_path: Path, layout: object) -> None:
    assert callable(layout)
    assert find_mirror([layout(tmp_path / "mirror", "5.99.0")], VERSION) is None


def test_the_first_that_holds_it_wins(tmp_path: Path) -> None:
    roots = [unpacked(tmp_path / "one"), unpacked(tmp_path / "two")]
    assert find_mirror(roots, VERSION) == roots[0]


def test_a_root_that_cannot_be_read_is_passed_over(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.touch()
    assert find_mirror([file, tmp_path / "missing"], VERSION) is None


def test_terraforms_own_places_come_first() -> None:
    roots = search_roots({"HOME": "/home/ada", "XDG_DATA_DIRS": "/a:/b"})
    assert roots[:4] == [
        Path("/home/ada/.terraform.d/plugins"),
        Path("/home/ada/.local/share/terraform/plugins"),
        Path("/a/terraform/plugins"),
        Path("/b/terraform/plugins"),
    ]


def test_the_override_is_the_only_place() -> None:
    assert search_roots({"AEOLUS_PROVIDER_MIRROR": "/mirror"}) == [Path("/mirror")]


def test_a_mirror_is_used_for_this_provider_and_the_registry_for_others(tmp_path: Path) -> None:
    written = cli_configuration(Path("/mirror"))
    assert 'path    = "/mirror"' in written
    assert written.count(str(PROVIDER)) == 2


def test_without_a_mirror_the_registry_is_asked() -> None:
    assert "provider_installation" not in cli_configuration(None)


def test_the_file_is_written_for_the_machine_at_hand(tmp_path: Path) -> None:
    mirror = unpacked(tmp_path / "mirror")
    environ = {"AEOLUS_PROVIDER_MIRROR": str(mirror)}
    path = write_cli_configuration(tmp_path / "deep/terraform.tfrc", VERSION, environ)
    assert str(mirror) in path.read_text()

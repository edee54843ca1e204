"""The mirror of this machine, as `apt-get indextargets` tells it."""

from __future__ import annotations

import os

import pytest

from aeolus_sandbox.machines.image.mirror import source_lines, sources

TARGETS = """\
Debian|Debian|http://mirror.example/debian
Debian|Debian|http://mirror.example/debian
Debian|Debian-Security|http://mirror.example/debian-security
.|nodistro|https://other.example/node
Docker|Docker CE|https://other.example/linux/debian
"""


def test_an_image_comes_from_the_mirrors_of_debian_each_suite_once() -> None:
    assert source_lines("bookworm", TARGETS) == (
        "deb http://mirror.example/debian bookworm main",
        "deb http://mirror.example/debian bookworm-updates main",
        "deb http://mirror.example/debian-security bookworm-security main",
    )


@pytest.mark.parametrize(
    "targets",
    [
        "",
        "Ubuntu|Ubuntu|http://mirror.example/ubuntu\n",
        "Debian|Debian-Security|http://mirror.example/debian-security\n",
        "||http://mirror.example/never-fetched\n",
    ],
    ids=["nothing known", "another system", "security alone", "never fetched"],
)
def test_without_debians_archive_its_own_mirror_is_to_serve(targets: str) -> None:
    assert source_lines("bookworm", targets) == ()


def test_a_machine_without_apt_has_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", os.devnull)
    assert sources("bookworm") == ()

"""What is removed from the kernel may have gone by itself a moment before."""

from __future__ import annotations

import json
from collections.abc import Sequence

import pytest

from aeolus_sandbox.errors import SandboxError
from aeolus_sandbox.network import kernel

LINK = "v5"


class Ip:
    """ip(8), which fails to delete, and lists these links afterwards."""

    def __init__(self, *left: str) -> None:
        self.left = left
        self.told: list[str] = []

    def run(self, command: Sequence[str], *, stdin: str = "") -> str:
        if "-batch" in command:
            self.told.append(stdin)
            raise SandboxError("Cannot find device")
        return json.dumps([{"ifname": name} for name in self.left])


def test_a_link_that_went_by_itself_is_removed(monkeypatch: pytest.MonkeyPatch) -> None:
    ip = Ip("lo")
    monkeypatch.setattr(kernel, "run", ip.run)
    kernel.remove_link("router", LINK)
    assert ip.told == [f"link del {LINK}"]


def test_one_that_stays_is_a_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kernel, "run", Ip("lo", LINK).run)
    with pytest.raises(SandboxError, match="Cannot find device"):
        kernel.remove_link("router", LINK)

"""moto's settings and version."""

from __future__ import annotations

import importlib.metadata

import pytest

from aeolus_sandbox.api.settings import MOTO_VERSION, moto_environment, require_moto_version
from aeolus_sandbox.errors import SandboxError


def test_the_installed_moto_is_the_one_the_patches_are_for() -> None:
    require_moto_version()


def test_another_moto_is_refused_with_both_versions(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.metadata, "version", lambda _: "9.9.9")
    with pytest.raises(SandboxError, match=rf"moto 9\.9\.9 .* moto=={MOTO_VERSION}"):
        require_moto_version()


def test_moto_is_told_whose_account_it_is() -> None:
    assert moto_environment("123456789012")["MOTO_ACCOUNT_ID"] == "123456789012"

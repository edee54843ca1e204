"""Production is protected, and only the environment that is to be destroyed ever loses that."""

from __future__ import annotations

import pytest

from aeolus_stacks.protections import LIFT_PROTECTION, SKIP_FINAL_SNAPSHOT, protection_of
from support.shipped import shipped as environment


@pytest.mark.parametrize(
    ("name", "deletion", "final_snapshot"),
    [("prod", True, True), ("staging", False, False), ("dev", False, False)],
)
def test_as_shipped(name: str, deletion: bool, final_snapshot: bool) -> None:
    protection = protection_of(environment(name))
    assert (protection.deletion, protection.final_snapshot) == (deletion, final_snapshot)


def test_lifted_for_a_destroy_that_keeps_the_last_snapshot() -> None:
    protection = protection_of(environment("prod"), {LIFT_PROTECTION: "prod"})
    assert (protection.deletion, protection.final_snapshot) == (False, True)


def test_lifted_for_a_destroy_that_keeps_nothing() -> None:
    settings = {LIFT_PROTECTION: "prod", SKIP_FINAL_SNAPSHOT: "prod"}
    protection = protection_of(environment("prod"), settings)
    assert (protection.deletion, protection.final_snapshot) == (False, False)


@pytest.mark.parametrize(
    "settings",
    [
        {LIFT_PROTECTION: "staging"},
        {SKIP_FINAL_SNAPSHOT: "prod"},
        {LIFT_PROTECTION: ""},
        {LIFT_PROTECTION: "prod staging"},
    ],
)
def test_another_environments_destroy_lifts_nothing(settings: dict[str, str]) -> None:
    protection = protection_of(environment("prod"), settings)
    assert (protection.deletion, protection.final_snapshot) == (True, True)

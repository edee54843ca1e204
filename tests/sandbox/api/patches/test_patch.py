"""Putting a patch on and taking it off."""

from __future__ import annotations

import pytest

from aeolus_sandbox.api.patches import ALL
from aeolus_sandbox.api.patches.patch import Patch, Replacement, method


class Base:
    """Stands for a moto class."""

    def greet(self) -> str:
        """Return a greeting."""
        return "hello"


class Child(Base):
    """Inherits what it greets with."""


def patch(*replacements: Replacement) -> Patch:
    return Patch(name="p", aws="", source="", moto="", replacements=lambda: replacements)


def test_the_old_value_is_at_hand_for_the_new_one() -> None:
    louder = Replacement(Base, "greet", lambda old: lambda self: old(self).upper())
    with patch(louder).applied():
        assert Base().greet() == "HELLO"
    assert Base().greet() == "hello"


def test_what_moto_lacks_is_gone_again_afterwards() -> None:
    with patch(method(Base, "leave", lambda self: "bye")).applied():
        assert Base().leave() == "bye"  # type: ignore[attr-defined]
    assert not hasattr(Base, "leave")


def test_an_inherited_method_is_replaced_in_the_child_alone() -> None:
    with patch(Replacement(Child, "greet", lambda old: lambda self: old(self) + "!")).applied():
        assert (Child().greet(), Base().greet()) == ("hello!", "hello")
    assert "greet" not in vars(Child)


def test_replacements_of_one_attribute_stack_and_come_off_together() -> None:
    twice = [Replacement(Base, "greet", lambda old: lambda self: old(self) * 2)] * 2
    with patch(*twice).applied():
        assert Base().greet() == "hello" * 4
    assert Base().greet() == "hello"


def test_a_patch_comes_off_when_its_block_fails() -> None:
    def fail() -> None:
        with patch(method(Base, "greet", lambda self: "no")).applied():
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert Base().greet() == "hello"


def test_every_patch_tells_what_aws_does_by_which_source_and_what_moto_does() -> None:
    assert all(p.name and p.aws and p.source and p.moto for p in ALL)
    assert len({p.name for p in ALL}) == len(ALL)


def test_all_patches_apply_to_this_moto() -> None:
    reverts = [p.apply() for p in ALL]
    for revert in reversed(reverts):
        revert()

"""Tokens of IMDSv2: for one instance, for a while."""

from __future__ import annotations

from aeolus_sandbox.metadata.tokens import Tokens


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


def test_a_token_is_of_use_to_its_instance_alone() -> None:
    tokens = Tokens()
    token = tokens.issue("i-1", 60)
    assert tokens.valid(token, "i-1")
    assert not tokens.valid(token, "i-2")
    assert not tokens.valid("made-up", "i-1")


def test_a_token_ends_with_its_lifetime() -> None:
    clock = Clock()
    tokens = Tokens(clock)
    token = tokens.issue("i-1", 60)
    clock.now += 59
    assert tokens.valid(token, "i-1")
    clock.now += 1
    assert not tokens.valid(token, "i-1")


def test_tokens_do_not_repeat_and_a_new_one_ends_no_other() -> None:
    tokens = Tokens()
    first, second = tokens.issue("i-1", 60), tokens.issue("i-1", 60)
    assert first != second
    assert tokens.valid(first, "i-1")
    assert tokens.valid(second, "i-1")

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from aeolus_sandbox.authorization.wildcards import like

LITERAL = st.text(st.characters(exclude_characters="*?"))


@given(LITERAL, LITERAL)
def test_without_wildcards_only_the_same_text_is_like_it(pattern: str, value: str) -> None:
    assert like(pattern, pattern)
    assert like(pattern, value) == (pattern == value)


@given(LITERAL, st.text(), LITERAL)
def test_a_star_is_any_text(start: str, middle: str, end: str) -> None:
    assert like(f"{start}*{end}", start + middle + end)


@given(LITERAL, st.text(max_size=3), LITERAL)
def test_a_question_mark_is_one_character(start: str, middle: str, end: str) -> None:
    assert like(f"{start}?{end}", start + middle + end) == (len(middle) == 1)


def test_case_counts_unless_told_otherwise() -> None:
    assert not like("s3:getobject", "s3:GetObject")
    assert like("s3:getobject", "s3:GetObject", ignore_case=True)

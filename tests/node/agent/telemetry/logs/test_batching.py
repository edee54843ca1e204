"""Batches that CloudWatch Logs takes, whatever the journal holds."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from aeolus_agent.telemetry.logs.batching import PUT_LOG_EVENTS, Event, Limits, batches, cut

DAY_MS = 24 * 60 * 60 * 1000

# Small ones are met more often.
LIMITS = Limits(size=200, events=4, span_ms=1000, event_size=60)
events = st.lists(
    st.builds(Event, st.integers(0, 5000), st.text(min_size=1, max_size=80)), max_size=40
)


@given(events)
def test_every_batch_is_within_the_limits(given_events: list[Event]) -> None:
    for batch in batches(given_events, LIMITS):
        assert 1 <= len(batch) <= 4
        assert sum(len(each.message.encode()) + 26 for each in batch) <= 200
        assert max(len(each.message.encode()) + 26 for each in batch) <= 60
        assert batch[-1].at_ms - batch[0].at_ms < 1000
        assert [each.at_ms for each in batch] == sorted(each.at_ms for each in batch)


@given(events)
def test_nothing_is_left_out_doubled_or_turned_around(given_events: list[Event]) -> None:
    sent = [event for batch in batches(given_events, LIMITS) for event in batch]
    in_order = sorted(given_events, key=lambda each: each.at_ms)
    assert "".join(each.message for each in sent) == "".join(each.message for each in in_order)


@given(events)
def test_no_batch_could_have_taken_the_event_after_it(given_events: list[Event]) -> None:
    found = list(batches(given_events, LIMITS))
    for batch, (after, *_) in pairwise(found):
        full = len(batch) == 4 or sum(each.size for each in [*batch, after]) > 200
        assert full or after.at_ms - batch[0].at_ms >= 1000


@given(st.text(max_size=200), st.integers(4, 50))
def test_a_long_text_is_cut_between_characters(text: str, most: int) -> None:
    pieces = list(cut(text.encode(), most))
    assert "".join(piece.decode() for piece in pieces) == text
    assert all(most - 3 <= len(piece) <= most for piece in pieces[:-1])


def test_ten_thousand_and_one_events_are_two_batches() -> None:
    found = list(batches(Event(0, "a") for _ in range(10_001)))
    assert [len(batch) for batch in found] == [10_000, 1]


def test_what_fills_a_batch_to_the_byte_is_one() -> None:
    quarter = Event(0, "a" * (PUT_LOG_EVENTS.event_size - 26))
    assert [len(batch) for batch in batches([quarter] * 4)] == [4]
    assert [len(batch) for batch in batches([*[quarter] * 4, Event(1, "b")])] == [4, 1]


def test_a_byte_more_than_an_event_may_have_makes_two() -> None:
    (batch,) = batches([Event(7, "a" * (256 * 1024 - 25))])
    assert [len(each.message) for each in batch] == [256 * 1024 - 26, 1]
    assert {each.at_ms for each in batch} == {7}


def test_a_day_apart_is_two_batches() -> None:
    found = list(batches([Event(0, "a"), Event(DAY_MS - 1, "b"), Event(DAY_MS, "c")]))
    assert [[each.message for each in batch] for batch in found] == [["a", "b"], ["c"]]


def test_nothing_is_no_batch() -> None:
    assert list(batches([])) == []

"""How events are cut into requests that CloudWatch Logs takes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

OVERHEAD_BYTES = 26
"""What each event counts beyond its text in UTF-8 (CloudWatch Logs API, "PutLogEvents")."""


@dataclass(frozen=True)
class Limits:
    """Of a request: its size, its events, the time they span, and the size of each."""

    size: int
    events: int
    span_ms: int
    event_size: int


# CloudWatch Logs API, "PutLogEvents". Since 2025 an event may have 1 MB; not in every partition.
PUT_LOG_EVENTS = Limits(
    size=1_048_576, events=10_000, span_ms=24 * 60 * 60 * 1000, event_size=256 * 1024
)


@dataclass(frozen=True)
class Event:
    """A text and when it was said, in milliseconds since the epoch."""

    at_ms: int
    message: str

    @property
    def size(self) -> int:
        """What it counts of a request, in bytes."""
        return len(self.message.encode()) + OVERHEAD_BYTES


def batches(events: Iterable[Event], limits: Limits = PUT_LOG_EVENTS) -> Iterator[list[Event]]:
    """Yield the events of one stream, each batch one request: in order, within all limits.

    An event that is too long becomes several; nothing is left out.
    """
    batch: list[Event] = []
    size = 0
    pieces = _pieces(events, limits.event_size)
    for event in sorted(pieces, key=lambda each: each.at_ms):
        if batch and (
            len(batch) == limits.events
            or size + event.size > limits.size
            or event.at_ms - batch[0].at_ms >= limits.span_ms
        ):
            yield batch
            batch, size = [], 0
        batch.append(event)
        size += event.size
    if batch:
        yield batch


def _pieces(events: Iterable[Event], most: int) -> Iterator[Event]:
    for event in events:
        if event.size <= most:
            yield event
            continue
        for piece in cut(event.message.encode(), most - OVERHEAD_BYTES):
            yield Event(event.at_ms, piece.decode())


def cut(text: bytes, most: int) -> Iterator[bytes]:
    """Yield pieces of `most` bytes of UTF-8, 4 at least, or fewer, so that no character is cut."""
    while len(text) > most:
        end = most
        while text[end] & 0b1100_0000 == 0b1000_0000:  # in the middle of a character
            end -= 1
        yield text[:end]
        text = text[end:]
    if text:
        yield text

"""Puts batches into CloudWatch Logs, however long that takes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Protocol

from botocore.exceptions import ClientError

from aeolus_agent.telemetry.persist import Persistence, code

from .batching import Event

# The group is not there, or the batch is not right.
NEVER = frozenset({"ResourceNotFoundException", "InvalidParameterException"})


class Logs(Protocol):
    """What is used of boto3's client."""

    def put_log_events(self, **request: Any) -> Any:
        """Put a batch."""

    def create_log_stream(self, **request: Any) -> Any:
        """Make a stream of a group."""


class Sender:
    """Sends to `<log_group>/<log>`, into the stream of this instance, which it makes."""

    def __init__(
        self,
        logs: Logs,
        *,
        log_group: str,
        stream: str,
        pause: Callable[[float], None],
        say: Callable[[str], None],
    ) -> None:
        """Send by `logs`; `pause` waits some seconds, `say` tells whoever looks at the node."""
        self._logs = logs
        self._log_group = log_group
        self._stream = stream
        self._say = say
        self._persist = Persistence(NEVER, pause, say)

    def send(self, log: str, batch: Sequence[Event]) -> None:
        """Return once the batch is in `log`, or can never be."""
        self._persist.do(
            lambda: self._put(f"{self._log_group}/{log}", batch),
            what="ship logs",
            given_up=f"{len(batch)} lines of {log} are in the journal alone",
        )

    def _put(self, group: str, batch: Sequence[Event]) -> None:
        where = {"logGroupName": group, "logStreamName": self._stream}
        events = [{"timestamp": each.at_ms, "message": each.message} for each in batch]
        try:
            answer = self._logs.put_log_events(**where, logEvents=events)
        except ClientError as error:
            if code(error) != "ResourceNotFoundException":
                raise
            self._make(where)
            answer = self._logs.put_log_events(**where, logEvents=events)
        if rejected := answer.get("rejectedLogEventsInfo"):
            self._say(f"CloudWatch left out lines of {group}, too old or to come: {rejected}")

    def _make(self, where: dict[str, str]) -> None:
        try:
            self._logs.create_log_stream(**where)
        except ClientError as error:
            if code(error) != "ResourceAlreadyExistsException":
                raise

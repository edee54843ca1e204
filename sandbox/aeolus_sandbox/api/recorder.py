"""Remembers which API actions were called: the ground of a least-privilege policy."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from typing import Any

from aeolus_sandbox.api.patches.patch import Replacement

# Where IAM's prefix (Service Authorization Reference) is not moto's name of the service.
_IAM_PREFIXES = {
    "awslambda": "lambda",
    "elb": "elasticloadbalancing",
    "elbv2": "elasticloadbalancing",
    "resourcegroupstaggingapi": "tag",
}


# Who is told of a call: by moto's name of the service, and the action.
Called = Callable[[str, str], None]


class Recorder:
    """The distinct `service:Action` pairs called since the start or the last `forget`.

    `called` is told of each call that was answered, once it is.
    """

    def __init__(self, called: Called | None = None) -> None:
        """Begin with none."""
        self._called = called or (lambda service, action: None)
        self._actions: set[str] = set()
        self._lock = threading.Lock()

    def add(self, service: str, action: str) -> None:
        """Remember one call."""
        with self._lock:
            self._actions.add(f"{_IAM_PREFIXES.get(service, service)}:{action}")

    def forget(self) -> None:
        """Begin anew."""
        with self._lock:
            self._actions.clear()

    @property
    def actions(self) -> list[str]:
        """What was called, sorted; S3's by the name of the operation."""
        with self._lock:
            return sorted(self._actions)

    def replacements(self) -> Sequence[Replacement]:
        """Return what makes moto report its calls here."""
        from moto.core.responses import BaseResponse
        from moto.s3.responses import S3Response

        return [
            Replacement(BaseResponse, "call_action", self._of_dispatched),
            Replacement(S3Response, "_authenticate_and_authorize_s3_action", self._of_s3),
        ]

    def _of_dispatched(self, original: Callable[..., Any]) -> Callable[..., Any]:
        def call_action(response: Any) -> Any:
            action = response._get_action()
            if action:
                self.add(response.service_name, action)
            answer = original(response)
            if action:
                self._called(response.service_name, action)
            return answer

        return call_action

    def _of_s3(self, original: Callable[..., Any]) -> Callable[..., Any]:
        def authorize(response: Any, *args: Any, **kwargs: Any) -> Any:
            if action := response.data.get("Action"):
                self.add("s3", action)
            return original(response, *args, **kwargs)

        return authorize

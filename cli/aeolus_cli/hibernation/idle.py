"""The proof that nothing is lost: no task is on its way, and none can set out any more."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from botocore.exceptions import BotoCoreError, ClientError

from aeolus_cli.dags.airflow_api import Airflow
from aeolus_cli.errors import UserError

from .schedulers import Schedulers

LOOK_S = 5.0
SHOWN = 10


@dataclass(frozen=True)
class Idleness:
    """What Airflow and its schedulers tell of tasks."""

    environment: str
    airflow: Airflow
    schedulers: Schedulers
    say: Callable[[str], None]
    sleep: Callable[[float], None] = time.sleep

    @contextmanager
    def proven(self, *, wait: bool) -> Iterator[None]:
        """Hold schedulers halted, with nothing on its way; they go on if what follows fails.

        It is looked twice: before they are halted, as most find out then that something runs, and
        after, when nothing can set out any more. Raises UserError with what is on its way, unless
        it is to `wait`.
        """
        try:
            while not self._found(wait=wait):
                self.say("a task set out meanwhile: the schedulers go on, and it is waited for")
            yield
        except BaseException:
            self._undo()
            raise

    def _found(self, *, wait: bool) -> bool:
        """Return whether nothing was on its way before and after the schedulers were halted."""
        said = 0
        while left := self.airflow.unfinished():
            if not wait:
                raise self._refusal(left)
            if len(left) != said:
                said = len(left)
                self.say(f"waits for {said} task{'' if said == 1 else 's'}, such as {left[0]}")
            self.sleep(LOOK_S)
        messages = self.schedulers.halt()
        left = self.airflow.unfinished()
        if not left and not messages:
            return True
        if not wait:
            raise self._refusal(left or [f"{messages} messages in the broker"])
        self.schedulers.resume()
        self.sleep(LOOK_S)
        return False

    def _refusal(self, left: list[str]) -> UserError:
        more = [f"and {len(left) - SHOWN} more"] if len(left) > SHOWN else []
        return UserError(
            f"{self.environment} is at work:",
            details=[*left[:SHOWN], *more],
            cure="--wait waits for them; --force stops it all the same, and they are lost",
        )

    def _undo(self) -> None:
        try:
            self.schedulers.resume()
        except (UserError, ClientError, BotoCoreError) as error:
            self.say(f"the schedulers could not be let go on: {error}")

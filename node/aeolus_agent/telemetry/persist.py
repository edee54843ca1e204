"""Asks AWS until it has done what it is asked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from botocore.exceptions import BotoCoreError, ClientError

from aeolus_agent.delays import delays

LONGEST_S = 60.0


@dataclass(frozen=True)
class Persistence:
    """Tries again while AWS is out of reach, throttles or refuses, and says so once.

    What would be refused `never`-endingly is given up, rather than hold back all that follows.
    `pause` waits some seconds, `say` tells whoever looks at the node.
    """

    never: frozenset[str]
    pause: Callable[[float], None]
    say: Callable[[str], None]

    def do(self, ask: Callable[[], None], *, what: str, given_up: str) -> None:
        """Return once `ask` has succeeded, or never will; `what` and `given_up` are for people."""
        failed = False
        for delay in delays(LONGEST_S):
            try:
                ask()
            except (BotoCoreError, ClientError) as error:
                if code(error) in self.never:
                    self.say(f"{given_up}: {error}")
                    return
                if not failed:
                    self.say(f"cannot {what}, and try again until it works: {error}")
                failed = True
                self.pause(delay)
                continue
            if failed:
                self.say(f"can {what} again")
            return


def code(error: Exception) -> str:
    """Return AWS's name of an error; empty for what is none of AWS's."""
    response = error.response if isinstance(error, ClientError) else {}
    return str(response.get("Error", {}).get("Code", ""))

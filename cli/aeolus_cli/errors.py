"""What a command says when it cannot go on, and how: one place, no traceback, exit status 2."""

from __future__ import annotations

import functools
import sys
from collections.abc import Callable, Sequence
from typing import ParamSpec, TypeVar

from botocore.exceptions import BotoCoreError, ClientError
from rich.console import Console

from aeolus_config.errors import ConfigError
from aeolus_cost.errors import CostError
from aeolus_node.bundle import BundleError
from aeolus_sandbox.errors import SandboxError

P = ParamSpec("P")
R = TypeVar("R")

USER_MISTAKE = 2
INTERRUPTED = 130


class UserError(Exception):
    """Something the reader can put right: what is wrong, the details, and the cure."""

    def __init__(self, message: str, *, details: Sequence[str] = (), cure: str = "") -> None:
        """`message` is one line; `details` are lines below it; `cure` is what to do."""
        super().__init__("\n".join([message, *details]))
        self.message, self.details, self.cure = message, tuple(details), cure

    def lines(self) -> list[str]:
        """Return what to print, a line each."""
        cure = [f"  → {self.cure}"] if self.cure else []
        return [self.message, *(f"  {each}" for each in self.details), *cure]


def reported(command: Callable[P, R]) -> Callable[P, R]:
    """Wrap a command so that the errors a user can cause are told, not raised."""

    @functools.wraps(command)
    def wrapper(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return command(*args, **kwargs)
        except UserError as error:
            _say(error.lines())
        except ConfigError as error:
            # As they are: editors and terminals make links of lines that begin with file:line.
            _print(str(error).splitlines())
        except BundleError as error:
            _say(str(error).splitlines())
        except SandboxError as error:
            _say([str(error)])
        except CostError as error:
            _say([str(error)])
        except (BotoCoreError, ClientError) as error:
            _say([f"AWS: {error}"])
        except KeyboardInterrupt:
            _say(["interrupted"])
            sys.exit(INTERRUPTED)
        sys.exit(USER_MISTAKE)

    return wrapper


def _say(lines: Sequence[str]) -> None:
    Console(stderr=True).print("[red]error:[/red] ", end="")
    _print(lines)


def _print(lines: Sequence[str]) -> None:
    for line in lines:
        Console(stderr=True, soft_wrap=True, highlight=False).print(line, markup=False)

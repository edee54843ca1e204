"""The command `join`: a worker that is prepared waits for its group to take it into service.

Of a group with a warm pool alone. An instance in the pool has all that a worker needs, takes no
task, and is stopped once it has told so; when its group needs more workers it is started, and boots
anew on the same disk. A launch past the pool, which was empty, is held by the same hook.

Amazon EC2 Auto Scaling User Guide, "Use lifecycle hooks with a warm pool".
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from . import places
from .aws import client
from .description import NodeDescription
from .drain.lifecycle import LifecycleHook
from .drain.notice import LIFECYCLE_STATE, TERMINATED
from .metadata import Metadata
from .saying import status, tell

IN_POOL = "Warmed:"
"""What the states of a warm pool begin with."""
LOOK_S = 2.0
TRIES = 5
"""A machine may be up before its group has seen it run, and lets a hook hold it."""


@dataclass
class Join:
    """How a worker joins; `look` returns the state that its instance is on its way to, if any.

    `look` raises OSError where nobody says. `tell` is for whoever looks at the node.
    """

    look: Callable[[], str | None]
    hook: LifecycleHook
    tell: Callable[[str], None] = tell
    pause: Callable[[float], None] = time.sleep
    _told: str = field(default="", init=False)

    def once_in_service(self) -> None:
        """Return when its worker may take tasks; let go of it what holds the instance till then.

        A hook that holds nothing, as when a worker that works is restarted, keeps nobody.
        """
        prepared = False
        while (state := self._state()) == "" or waits(state):
            if state and state.startswith(IN_POOL) and not prepared:
                prepared = not self.hook.complete()
                if prepared:
                    self._tell("it is prepared, and waits in the warm pool")
            self.pause(LOOK_S)
        for _ in range(TRIES):
            if not self.hook.complete():
                self._tell("its group takes it into service")
                return
            self.pause(LOOK_S)

    def _state(self) -> str | None:
        """Return the state that it is on its way to; an empty one where nobody says."""
        try:
            return self.look()
        except OSError as error:
            self._tell(f"the metadata service does not answer: {error}")
            return ""

    def _tell(self, text: str) -> None:
        if text != self._told:
            self._told = text
            self.tell(text)


def waits(state: str | None) -> bool:
    """Tell whether an instance on its way to a state is to take no task.

    None is for one of no group, or that nobody has told of yet.
    """
    return state is not None and (state.startswith(IN_POOL) or state == TERMINATED)


def run() -> int:
    """Return, with exit status 0, when this node's worker may take tasks."""
    node = NodeDescription.loads(places.NODE.read_text())
    assert node.prepare_hook is not None, "of a group with a warm pool"
    metadata = Metadata()
    instance = metadata.get("instance-id")
    assert instance is not None, "every instance has one"
    hook = LifecycleHook(
        client("autoscaling", node.region), node.autoscaling_group, node.prepare_hook, instance
    )
    Join(lambda: metadata.get(LIFECYCLE_STATE), hook).once_in_service()
    status("")
    return 0

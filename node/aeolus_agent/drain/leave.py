"""The command `leave`: waits until this worker is to go, and lets it end its tasks before it does.

Whoever ends it, its group's lifecycle hook holds the instance: a group that gets smaller, an
instance refresh, a rebalance, an operator. EC2 alone holds nothing when it takes a Spot instance
back, and says so two minutes before.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from aeolus_agent import places
from aeolus_agent.aws import client
from aeolus_agent.description import NodeDescription
from aeolus_agent.instance import instance_id
from aeolus_agent.metadata import Metadata
from aeolus_agent.saying import say, status
from aeolus_agent.systemd import Systemd

from .celery_worker import CeleryWorker
from .command import drain, last_tasks
from .hand_back import hand_back
from .lifecycle import LifecycleHook
from .notice import LIFECYCLE_STATE, SPOT_ACTION, Notice, notice

LOOK_S = 5.0
"""Auto Scaling's user guide has instances look every few seconds, Spot's every five."""
HEARTBEATS = 3
"""In the time that the hook waits for one: two may get lost."""
REPORT_S = 10.0
"""For supervisors to tell Airflow what has become of tasks, before the instance goes."""


Look = Callable[[], Notice | None]


class DeadlineError(Exception):
    """The time that the tasks had is over."""


@dataclass
class Leave:
    """How this node's worker leaves, with what that needs of the machine.

    `look` returns the notice that there is now: what a group ends, EC2 may take back meanwhile.
    """

    worker: CeleryWorker
    systemd: Systemd
    hook: LifecycleHook
    heartbeat_s: float
    look: Look
    say: Callable[[str], None] = say
    pause: Callable[[float], None] = time.sleep
    clock: Callable[[], float] = time.monotonic
    hand_back: Callable[[Callable[[float], None]], None] = hand_back
    _ends: float = field(default=0.0, init=False)
    _beats: float = field(default=0.0, init=False)
    _refused: str = field(default="", init=False)

    def because_of(self, told: Notice) -> None:
        """Let the worker end its tasks; name those that have no time for that, and give them back.

        Then the hook lets the instance go.
        """
        self.say(f"{told.reason}: it takes no task any more, and has {told.seconds:.0f} s")
        self._ends, self._beats = self.clock() + told.seconds, self.clock()
        try:
            drain(self.worker, self.systemd, self.say, self._wait)
        except DeadlineError:
            self._give_up()
        self._may_go()

    def _may_go(self) -> None:
        """Tell the hook, for as long as it waits: it may not hold the instance yet, or not hear."""
        for waited in range(0, round(self.heartbeat_s), round(LOOK_S)):
            refused = self.hook.complete()
            if not refused:
                self.say("it may go")
                return
            if not waited:
                self.say(f"no lifecycle hook lets it go: {refused}")
            self.pause(LOOK_S)

    def _wait(self, seconds: float) -> None:
        """Wait between two looks, with the hook prolonged. Raises DeadlineError at the end."""
        now = self.clock()
        if told := self.look():
            self._ends = min(self._ends, now + told.seconds)
        if now >= self._ends:
            raise DeadlineError
        if now - self._beats >= self.heartbeat_s / HEARTBEATS:
            self._beats = now
            refused = self.hook.prolong()
            if refused and refused != self._refused:
                self.say(f"no lifecycle hook is prolonged: {refused}")
            self._refused = refused
        self.pause(min(seconds, self._ends - now))

    def _give_up(self) -> None:
        tasks = self.worker.seen(runs=True).tasks
        named = "what it has, which it does not tell" if tasks is None else ", ".join(tasks)
        self.say(f"the time is over, it gives up and hands back: {named or 'no task'}")
        self.hand_back(self.pause)
        self.pause(REPORT_S)


def run() -> int:
    """Return, with exit status 0, when this worker has left."""
    node = NodeDescription.loads(places.NODE.read_text())
    assert node.leaving is not None, "a worker's unit"
    look = looking(Metadata(), node.leaving.deadline_seconds)
    told = _await(look)
    hook = LifecycleHook(
        client("autoscaling", node.region), node.autoscaling_group, node.leaving.hook, instance_id()
    )
    worker, systemd = last_tasks()
    Leave(worker, systemd, hook, node.leaving.heartbeat_timeout_seconds, look).because_of(told)
    return 0


def looking(metadata: Metadata, deadline_s: float) -> Look:
    """Return what looks for a notice; there is none while the metadata service does not answer."""

    def look() -> Notice | None:
        try:
            state, action = metadata.get(LIFECYCLE_STATE), metadata.get(SPOT_ACTION)
        except OSError as error:
            status(f"the metadata service does not answer: {error}")
            return None
        return notice(state, action, deadline_s, time.time())

    return look


def _await(look: Look) -> Notice:
    """Return the notice once there is one."""
    status("nobody ends this worker")
    while not (told := look()):
        time.sleep(LOOK_S)
    status(told.reason)
    return told

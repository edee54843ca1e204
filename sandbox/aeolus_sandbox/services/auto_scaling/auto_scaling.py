"""The engine of Auto Scaling: brings every group to what is decided about it."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from aeolus_sandbox.api.scaling import Book, book
from aeolus_sandbox.supervisor.node import Node
from aeolus_sandbox.supervisor.world import World

from . import lifetime, pooling, reading, rebalance, refreshes, scheduled, warm_pool
from .decide import decide
from .group import Group
from .steps import Steps

# After a launch has failed; AWS waits longer with each failure.
_AFTER_FAILURE_S = 10.0
_ROUNDS = 8
_TARGETS = {"Pending": "InService", "Standby": "Standby", "Terminating": "Terminated"}


class AutoScaling:
    """The Auto Scaling groups of the region."""

    name = "auto scaling"
    concerns = frozenset({"ec2", "elbv2", "autoscaling"})
    period_s: float | None = 1.0

    def __init__(self, world: World, clock: Callable[[], float] = time.time) -> None:
        """From now on moto leaves instances of groups alone; `clock` tells seconds since 1970."""
        self._world, self._clock = world, clock
        self._book.present, self._book.clock = True, clock
        self._not_before: dict[str, float] = {}

    def reconcile(self) -> None:
        """Take the next steps of every group, until there are none."""
        scheduled.carry_out(self._backend, self._clock())
        for moto in list(self._backend.autoscaling_groups.values()):
            try:
                self._bring_forward(moto)
            except Exception as error:  # one group must not stop the others
                self._fail(error, moto.name)

    def close(self) -> None:
        """Nothing goes on by itself."""

    def nodes(self) -> Sequence[Node]:
        """A group runs nowhere: its instances do."""
        return ()

    def target_lifecycle_state(self, instance_id: str) -> str | None:
        """Return the state that a group's instance is on its way to; None for another instance.

        EC2 Auto Scaling User Guide, "Retrieve the target lifecycle state".
        """
        for moto in list(self._backend.autoscaling_groups.values()):
            for state in list(moto.instance_states):
                if state.instance.id == instance_id:
                    if warmed := warm_pool.target(state.lifecycle_state, reading.resting(moto)):
                        return warmed
                    return _TARGETS.get(state.lifecycle_state.partition(":")[0], "InService")
        return None

    @property
    def _backend(self) -> Any:
        return self._world.backend("autoscaling")

    @property
    def _book(self) -> Book:
        return book(self._backend)

    def _bring_forward(self, moto: Any) -> None:
        for _ in range(_ROUNDS):
            if not self._advanced(moto):
                return

    def _advanced(self, moto: Any) -> bool:
        """Take a group's next steps; return whether there were any."""
        kept, now = self._book, self._clock()
        steps = Steps(self._world, kept, moto, now)
        with kept.lock:
            if moto.name in kept.deleting:
                took = self._delete(moto, steps)
            else:
                took = self._take(moto, steps, now)
            steps.forget_ended()
            self._forget_pool(moto)
        for tell in steps.told:
            try:
                tell()
            except Exception as error:  # who is told must not stop the group
                self._fail(error, moto.name)
        if steps.told:
            self._world.wake("autoscaling")
        return took and not steps.failed

    def _take(self, moto: Any, steps: Steps, now: float) -> bool:
        wanted = self._wanted(moto, now)
        launching = now >= self._not_before.get(moto.name, 0.0)
        if not launching:
            wanted = _without(wanted, "Launch")
        found = decide(wanted, now)
        for step in found:
            self._world.say("auto scaling step", group=moto.name, step=repr(step))
            steps.take(step, wanted.desired + wanted.surge)
        steps.register_targets(wanted.suspended)
        if steps.failed:
            self._not_before[moto.name] = now + _AFTER_FAILURE_S
        return bool(found)

    def _wanted(self, moto: Any, now: float) -> Group:
        seen = reading.group(moto, self._book, now)
        seen = lifetime.aged(seen, getattr(moto, "max_instance_lifetime", None), now)
        if self._book.refresh(moto.name):
            return refreshes.applied(seen, moto, self._book, now)
        return rebalance.balanced(seen)

    def _delete(self, moto: Any, steps: Steps) -> bool:
        """Terminate all of a group without waiting for anything; it goes when they are gone."""
        for state in moto.instance_states:
            record = self._book.record(state.instance.id)
            if not record.ended:
                steps.begin(
                    state, "an instance was taken out of service in response to a user request"
                )
                steps.terminate(state)
        steps.forget_ended()
        if not moto.instance_states:
            self._backend.delete_auto_scaling_group(moto.name)
        return False

    def _forget_pool(self, moto: Any) -> None:
        """Let a warm pool that was deleted be gone once nobody is in it."""
        deleted = moto.warm_pool is not None and getattr(moto.warm_pool, "status", None)
        if deleted and not any(map(pooling.pooled, moto.instance_states)):
            moto.warm_pool = None

    def _fail(self, error: Exception, group: str) -> None:
        self._world.say("failure", service=self.name, group=group, error=repr(error))


def _without(group: Group, process: str) -> Group:
    return replace(group, suspended=group.suspended | {process})

"""Carries out what is decided about a group, and keeps what is known of its instances."""

from __future__ import annotations

from typing import Any

from aeolus_sandbox.api.scaling import Action, Book, Record
from aeolus_sandbox.supervisor.world import World

from . import launching, notices, pooling, targets, templates
from .group import State
from .step import Admit, Begin, Draw, Hold, Launch, Rest, Settle, Step, Terminate
from .telling import Teller

_LAUNCH, _TERMINATE = "Launching a new", "Terminating"


class Steps(Teller):
    """Takes the steps of one group; who calls holds the book's lock."""

    def __init__(self, world: World, book: Book, moto: Any, now: float) -> None:
        """`moto` is its group."""
        super().__init__(world, book, moto)
        self._now = now
        self.failed = False

    def take(self, step: Step, wanted: int) -> None:
        """Take a step of a group that is to have so many instances."""
        match step:
            case Launch():
                self._launch(step, wanted)
            case Hold():
                self._hold(step)
            case Admit():
                self._admit(self._state(step.instance_id))
            case Begin():
                self.begin(self._state(step.instance_id), step.cause, ill=step.ill)
            case Terminate():
                self.terminate(self._state(step.instance_id))
            case Rest():
                self._rest(self._state(step.instance_id))
            case Settle():
                self._settle(self._state(step.instance_id), step.state)
            case Draw():
                self._draw(self._state(step.instance_id), step.cause)

    def begin(self, state: Any, cause: str, *, ill: bool = False) -> None:
        """Let an instance begin to leave."""
        record, instance = self._book.record(state.instance.id), state.instance
        if record.activity and record.activity.end_time is None:  # of its launch
            record.activity.ends("Cancelled", "the instance left before it was in service")
            self._tell(state, record.activity, "Unsuccessful")
        leaving = State.WARMED_TERMINATING if pooling.pooled(state) else State.TERMINATING
        state.lifecycle_state, record.actions = leaving.value, []
        if ill:
            state.health_status = "Unhealthy"
        record.activity = self._note(_TERMINATE, instance.id, cause, state)
        if self._deregistered(instance.id):
            record.draining = self._now
            record.activity.goes_on("WaitingForELBConnectionDraining", 30)

    def terminate(self, state: Any) -> None:
        """Tell EC2 to terminate an instance."""
        record, identifier = self._book.record(state.instance.id), state.instance.id
        if record.activity:
            record.activity.goes_on("InProgress", 60)
        warmed = pooling.WARMED if pooling.pooled(state) else ""
        state.lifecycle_state, record.ended = f"{warmed}Terminating:Proceed", True
        record.actions = []
        self._deregistered(identifier)
        if state.instance.state != "terminated":
            self._moto.ec2_backend.terminate_instances([identifier])
        self.told.append(lambda: self._world.wake("ec2"))

    def forget_ended(self) -> None:
        """Take those out of the group that EC2 has terminated."""
        for state in list(self._moto.instance_states):
            record = self._book.records.get(state.instance.id)
            if record is None or not record.ended or state.instance.state != "terminated":
                continue
            self._moto.instance_states = [
                each for each in self._moto.instance_states if each is not state
            ]
            if record.activity:
                record.activity.ends("Successful")
                self._tell(state, record.activity, "Successful")
            del self._book.records[state.instance.id]

    def register_targets(self, suspended: frozenset[str]) -> None:
        """Have load balancers know those in service; not those in standby, or detached."""
        for identifier, group in list(self._book.detached.items()):
            if group == self._moto.name:
                self._deregistered(identifier)
                del self._book.detached[identifier]
        for state in self._moto.instance_states:
            identifier = state.instance.id
            if state.lifecycle_state == State.STANDBY:
                self._deregistered(identifier)
            elif state.lifecycle_state == State.IN_SERVICE and state.instance.state == "running":
                if "AddToLoadBalancer" not in suspended and targets.register(
                    self._moto, identifier
                ):
                    self.told.append(lambda: self._world.wake("elbv2"))

    def _deregistered(self, identifier: str) -> bool:
        """Return whether there were load balancers that knew the instance; now they do not."""
        changed = targets.deregister(self._moto, identifier)
        if changed:
            self.told.append(lambda: self._world.wake("elbv2"))
        return changed

    def _launch(self, step: Launch, wanted: int) -> None:
        from moto.autoscaling.models import InstanceState

        if self.failed:
            return
        try:
            instance = launching.launch(self._moto, step.zone, wanted)
        except Exception as error:
            self.failed = True
            activity = self._note(_LAUNCH, None, step.cause, None, step.zone)
            activity.ends("Failed", f"{error}. Launching EC2 instance failed.")
            self._tell(None, activity, "Unsuccessful")
            return
        state = InstanceState(
            instance,
            lifecycle_state=(State.WARMED_PENDING if step.warm else State.PENDING).value,
            protected_from_scale_in=self._moto.new_instances_protected_from_scale_in,
        )
        into = " into warm pool" if step.warm else ""
        activity = self._note(_LAUNCH, instance.id, step.cause, state, into=into)
        activity.goes_on("PreInService", 30)
        self._book.records[instance.id] = Record(
            launched=self._now, launched_from=templates.current(self._moto), activity=activity
        )
        self._moto.instance_states = [*self._moto.instance_states, state]
        self.told.append(lambda: self._world.wake("ec2"))

    def _hold(self, step: Hold) -> None:
        state, record = self._state(step.instance_id), self._book.record(step.instance_id)
        state.lifecycle_state = step.state.value
        record.actions = [Action(name, self._now, self._now) for name in step.hooks]
        if record.activity:
            record.activity.goes_on("MidLifecycleAction", 40)
        hooks = self._moto.autoscaling_backend.lifecycle_hooks
        between = self._route(state)
        for action in record.actions:
            hook = hooks[f"{self._moto.name}_{action.hook}"]
            self.told.append(
                lambda hook=hook, action=action: notices.held(  # type: ignore[misc]
                    self._world, self._moto, hook, step.instance_id, action, between
                )
            )

    def _admit(self, state: Any) -> None:
        record = self._book.record(state.instance.id)
        state.lifecycle_state, record.actions = State.IN_SERVICE.value, []
        record.in_service = self._now
        if record.activity and record.activity.end_time is None:
            record.activity.ends("Successful")
            self._tell(state, record.activity, "Successful")

    def _rest(self, state: Any) -> None:
        self._book.record(state.instance.id).actions = []
        pooling.rest(state, self._moto)
        self.told.append(lambda: self._world.wake("ec2"))

    def _settle(self, state: Any, resting: State) -> None:
        record = self._book.record(state.instance.id)
        state.lifecycle_state = resting.value
        if record.activity and record.activity.end_time is None:
            record.activity.ends("Successful")
            self._tell(state, record.activity, "Successful")

    def _draw(self, state: Any, cause: str) -> None:
        record, identifier = self._book.record(state.instance.id), state.instance.id
        record.warmed = True
        record.activity = self._note(_LAUNCH, identifier, cause, state, into=" from warm pool")
        record.activity.goes_on("PreInService", 30)
        pooling.draw(state, self._moto)
        self.told.append(lambda: self._world.wake("ec2"))

    def _state(self, instance_id: str) -> Any:
        return next(
            state for state in self._moto.instance_states if state.instance.id == instance_id
        )

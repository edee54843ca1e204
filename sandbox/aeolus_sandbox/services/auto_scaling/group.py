"""A group as its controller sees it at one moment."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum


class State(StrEnum):
    """Lifecycle states of an instance (EC2 Auto Scaling User Guide, "instance lifecycle")."""

    PENDING = "Pending"
    PENDING_WAIT = "Pending:Wait"
    IN_SERVICE = "InService"
    STANDBY = "Standby"
    TERMINATING = "Terminating"
    TERMINATING_WAIT = "Terminating:Wait"
    TERMINATED = "Terminated"
    WARMED_PENDING = "Warmed:Pending"
    WARMED_PENDING_WAIT = "Warmed:Pending:Wait"
    WARMED_PENDING_PROCEED = "Warmed:Pending:Proceed"
    WARMED_STOPPED = "Warmed:Stopped"
    WARMED_RUNNING = "Warmed:Running"
    WARMED_TERMINATING = "Warmed:Terminating"
    WARMED_TERMINATING_WAIT = "Warmed:Terminating:Wait"

    @property
    def pooled(self) -> bool:
        """Whether an instance in this state is in the group's warm pool."""
        return self.startswith("Warmed:")

    @property
    def counts(self) -> bool:
        """Whether an instance in this state fills the group's desired capacity."""
        return self in (State.PENDING, State.PENDING_WAIT, State.IN_SERVICE)

    @property
    def leaving(self) -> bool:
        """Whether an instance in this state is on its way out."""
        return self is State.TERMINATED or "Terminating" in self


class Transition(StrEnum):
    """When a lifecycle hook holds an instance, by the API's names."""

    LAUNCHING = "autoscaling:EC2_INSTANCE_LAUNCHING"
    TERMINATING = "autoscaling:EC2_INSTANCE_TERMINATING"


class Answer(StrEnum):
    """What a hook was told, or takes for granted at its time-out."""

    CONTINUE = "CONTINUE"
    ABANDON = "ABANDON"


@dataclass(frozen=True)
class Hook:
    """A lifecycle hook: how long it holds, and what happens then."""

    name: str
    transition: Transition
    heartbeat_timeout: float = 3600
    """Seconds until it gives up, from the beginning or the last heartbeat."""
    default_result: Answer = Answer.ABANDON

    @property
    def longest(self) -> float:
        """Seconds it holds at most, heartbeats or not: 48 hours, or 100 times the timeout."""
        return min(48 * 3600, 100 * self.heartbeat_timeout)


@dataclass(frozen=True)
class Wait:
    """A hook that holds an instance."""

    hook: str
    since: float
    heartbeat: float
    """When it began or was last prolonged, in seconds of the controller's clock."""
    answer: Answer | None = None


@dataclass(frozen=True)
class Member:
    """An instance of the group."""

    instance_id: str
    zone: str
    state: State
    launched: float
    """In seconds of the controller's clock."""
    in_service: float | None = None
    alive: bool = True
    """Whether EC2 says that it runs, or is about to."""
    booting: bool = False
    """Whether EC2 says that it is pending."""
    stopped: bool = False
    """Whether EC2 says that it is off, and can be started."""
    gone: bool = False
    """Whether EC2 says that it is terminated, or about to be."""
    impaired: bool = False
    """Whether a status check of EC2 fails."""
    target_healthy: bool | None = None
    """What its load balancers say; None where there is none, or none has checked yet."""
    target_awaited: bool = False
    """Whether one of them has yet to say it."""
    marked_unhealthy: bool = False
    """By SetInstanceHealth."""
    mark_at_once: bool = False
    """Whether that counts within the grace period too."""
    order: str | None = None
    """Why it was told to leave: by TerminateInstanceInAutoScalingGroup, or a refresh."""
    draining: bool = False
    """Whether its load balancers still let its connections end."""
    protected: bool = False
    """From scale-in; never from being replaced when it is not well."""
    outdated: bool = False
    """Whether it was made from an older launch template than the group's."""
    waits: tuple[Wait, ...] = ()
    forced: bool = False
    """Whether it ends with its warm pool, past all hooks."""


@dataclass(frozen=True)
class Pool:
    """A warm pool: instances that are prepared, and wait until the group has need of them."""

    min_size: int = 0
    prepared: int | None = None
    """Instances of pool and group together; None for the group's maximum."""
    resting: State = State.WARMED_STOPPED
    """What they come to once they are prepared."""


@dataclass(frozen=True)
class Group:
    """An Auto Scaling group and its instances."""

    name: str
    min_size: int
    max_size: int
    desired: int
    zones: tuple[str, ...]
    members: tuple[Member, ...] = ()
    hooks: tuple[Hook, ...] = ()
    health_check_type: str = "EC2"
    """`EC2`, or with `ELB` in it where load balancers count too."""
    grace_period: float = 0
    """Seconds after InService in which the health of an instance does not count."""
    suspended: frozenset[str] = field(default_factory=frozenset)
    """Processes: Launch, Terminate, HealthCheck, ReplaceUnhealthy, AZRebalance, …"""
    termination_policies: tuple[str, ...] = ("Default",)
    surge: int = 0
    """How many instances more than desired there are to be, while some are replaced."""
    pool: Pool | None = None

    def hooks_of(self, transition: Transition) -> tuple[Hook, ...]:
        """Return the hooks that hold an instance at `transition`."""
        return tuple(each for each in self.hooks if each.transition is transition)


def counting(members: Iterable[Member]) -> list[Member]:
    """Return the members that fill desired capacity."""
    return [each for each in members if each.state.counts]

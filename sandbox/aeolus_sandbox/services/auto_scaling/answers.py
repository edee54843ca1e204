"""What the lifecycle hooks of an instance say."""

from __future__ import annotations

from .group import Answer, Group, Hook, Member, State, Wait
from .step import Hold

ABANDONED = "a lifecycle hook abandoned the launch"
"""As the cause of an activity says it."""


def held(member: Member, state: State, hooks: tuple[Hook, ...]) -> Hold:
    """Return the step that lets hooks hold an instance."""
    return Hold(member.instance_id, state, tuple(each.name for each in hooks))


def answers(member: Member, group: Group, now: float) -> list[Answer | None]:
    """Return what each hook that holds the instance says; None while it waits."""
    hooks = {each.name: each for each in group.hooks}
    return [_answer(wait, hooks.get(wait.hook), now) for wait in member.waits]


def _answer(wait: Wait, hook: Hook | None, now: float) -> Answer | None:
    if wait.answer is not None:
        return wait.answer
    if hook is None:  # deleted meanwhile: it holds nothing any more
        return Answer.CONTINUE
    late = now - wait.heartbeat >= hook.heartbeat_timeout or now - wait.since >= hook.longest
    return hook.default_result if late else None

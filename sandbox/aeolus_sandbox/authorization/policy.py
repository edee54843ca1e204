"""Whether the statements of policies allow a request.

IAM User Guide, "Policy evaluation logic": an explicit Deny wins; what nothing allows is denied.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from aeolus_sandbox.authorization.conditions import Conditions, doubtful, hold
from aeolus_sandbox.authorization.request import Request
from aeolus_sandbox.authorization.wildcards import like


@dataclass(frozen=True)
class Statement:
    """One statement of a policy; `not_actions` and `not_resources` turn those lists around."""

    effect: Literal["Allow", "Deny"]
    actions: Sequence[str]
    resources: Sequence[str]
    conditions: Conditions
    not_actions: bool = False
    not_resources: bool = False

    def applies(self, request: Request) -> bool:
        """Return whether action, resource and conditions are all this statement's."""
        action = any(like(name, request.action, ignore_case=True) for name in self.actions)
        if action == self.not_actions or not self._about(request):
            return False
        if self.effect == "Deny" and doubtful(self.conditions, request):
            return False
        return hold(self.conditions, request)

    def _about(self, request: Request) -> bool:
        """Tell whether this is about the request's resource.

        Where that is not known the doubt is the asker's gain: an Allow may be about it.
        """
        if request.resource is None:
            return self.effect == "Allow" or (not self.not_resources and "*" in self.resources)
        filled = [text for text in map(request.fill, self.resources) if text is not None]
        found = any(like(pattern, request.resource) for pattern in filled)
        return found != self.not_resources


@dataclass(frozen=True)
class Decision:
    """Whether a request is allowed; if not, why, as the end of AWS's message says it."""

    allowed: bool
    reason: str = ""
    explicit: bool = False


def statements(document: Mapping[str, Any]) -> list[Statement]:
    """Return the statements of a policy document, where one thing may stand for a list of one."""
    return [
        Statement(
            effect=found["Effect"],
            actions=_texts(found.get("Action", found.get("NotAction"))),
            resources=_texts(found.get("Resource", found.get("NotResource", "*"))),
            conditions={
                operator: {key: _texts(value) for key, value in keys.items()}
                for operator, keys in found.get("Condition", {}).items()
            },
            not_actions="NotAction" in found,
            not_resources="NotResource" in found,
        )
        for found in _list(document["Statement"])
    ]


def decide(
    found: Iterable[Statement], request: Request, of: str = "identity-based policy"
) -> Decision:
    """Return what `found` say of `request`: all statements of one kind of policy, named by `of`."""
    effects = {statement.effect for statement in found if statement.applies(request)}
    if "Deny" in effects:
        article = "an" if of.startswith("i") else "a"
        return Decision(False, f"with an explicit deny in {article} {of}", explicit=True)
    if "Allow" in effects:
        return Decision(True)
    return Decision(False, f"because no {of} allows the {request.action} action")


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _texts(value: Any) -> list[str]:
    # JSON's true is the policy's "true".
    return [str(one).lower() if isinstance(one, bool) else str(one) for one in _list(value)]

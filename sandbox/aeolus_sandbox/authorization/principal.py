"""Who signed a request, and what that role's policies say."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from aeolus_sandbox.authorization.policy import Decision, Statement, decide, statements
from aeolus_sandbox.authorization.request import Request


@dataclass(frozen=True)
class Principal:
    """A session of a role; without a boundary or session policy, that sets no limit."""

    arn: str
    role_arn: str
    tags: dict[str, str]
    identity: Sequence[Statement]
    boundary: Sequence[Statement] | None = None
    session: Sequence[Statement] | None = None
    expires: datetime | None = None

    def decide(self, request: Request) -> Decision:
        """Return whether the role's policies, its boundary and the session's policy all allow it.

        IAM User Guide, "Policy evaluation logic": the permissions are where all of them meet.
        """
        limits = {
            "identity-based policy": self.identity,
            "permissions boundary": self.boundary,
            "session policy": self.session,
        }
        made = [decide(found, request, of) for of, found in limits.items() if found is not None]
        refusals = [decision for decision in made if not decision.allowed]
        # What is denied explicitly is told before what is merely not allowed.
        refusals.sort(key=lambda decision: not decision.explicit)
        return refusals[0] if refusals else Decision(True)


def principal(account_id: str, access_key_id: str) -> Principal | None:
    """Return who has this access key, with the policies of now; None when no role session has."""
    from moto.iam.models import iam_backends
    from moto.sts.models import sts_backends

    session = sts_backends[account_id]["aws"].get_assumed_role_from_access_key(access_key_id)
    if session is None:
        return None
    iam = iam_backends[account_id]["aws"]
    role = next((one for one in iam.roles.values() if one.arn == session.role_arn), None)
    limit = role.permissions_boundary_arn if role else None
    return Principal(
        arn=session.arn,
        role_arn=session.role_arn,
        tags={tag["Key"]: tag["Value"] for tag in role.tags} if role else {},
        identity=granted(role) if role else [],
        boundary=_statements([_document(iam.get_policy(limit))]) if limit else None,
        session=_statements([session.policy]) if session.policy else None,
        expires=session.expiration.replace(tzinfo=UTC),
    )


def granted(role: Any) -> list[Statement]:
    """Return the statements of the policies of moto's role: its own and those attached to it."""
    return _statements([*role.policies.values(), *map(_document, role.managed_policies.values())])


def _document(policy: Any) -> str:
    """Return the default version of a managed policy."""
    return next(
        str(version.document)
        for version in policy.versions
        if version.version_id == policy.default_version_id
    )


def _statements(documents: Iterable[str]) -> list[Statement]:
    return [found for text in documents for found in statements(json.loads(text))]

"""IAM roles whose rights are granted one purpose at a time."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from cdktf import ITerraformDependable
from constructs import Construct

from aeolus_config.names import Limit

from .deployment import Deployment
from .providers import IamInstanceProfile, IamRole, IamRolePolicy, IamRolePolicyAttachment

Conditions = Mapping[str, Mapping[str, str | Sequence[str]]]


@dataclass(frozen=True)
class Statement:
    """One statement of a policy document (IAM User Guide, "JSON policy elements")."""

    actions: Sequence[str]
    resources: Sequence[str]
    conditions: Conditions = field(default_factory=dict)
    principals: Mapping[str, str | Sequence[str]] = field(default_factory=dict)
    effect: Literal["Allow", "Deny"] = "Allow"
    sid: str = ""

    def document(self) -> dict[str, Any]:
        """Return the statement as the policy language has it."""
        parts: dict[str, Any] = {
            "Sid": self.sid,
            "Effect": self.effect,
            "Principal": _principals(self.principals),
            "Action": list(self.actions),
            "Resource": list(self.resources),
            "Condition": {operator: dict(keys) for operator, keys in self.conditions.items()},
        }
        return {key: value for key, value in parts.items() if value}


def _principals(principals: Mapping[str, str | Sequence[str]]) -> str | dict[str, Any]:
    """Return the principals; `{"*": "*"}` is the language's bare asterisk."""
    return "*" if "*" in principals else dict(principals)


def policy_document(*statements: Statement) -> str:
    """Return the JSON of a policy with these statements."""
    return json.dumps(
        {"Version": "2012-10-17", "Statement": [each.document() for each in statements]}
    )


class Role(Construct):
    """An IAM role for one AWS service, with an inline policy per grant.

    Creates an `aws_iam_role`; each `grant` adds an `aws_iam_role_policy`, each `attach` an
    attachment. `ready` lists them all: what runs under the role must wait for its rights.
    """

    def __init__(
        self,
        scope: Construct,
        id_: str,
        *,
        deployment: Deployment,
        suffix: str,
        service: str,
        description: str,
        trust_conditions: Conditions | None = None,
    ) -> None:
        """Create the role; `service` may assume it, under `trust_conditions` if there are any."""
        super().__init__(scope, id_)
        self.suffix = suffix
        self._deployment = deployment
        trust = Statement(
            actions=["sts:AssumeRole"],
            resources=[],
            conditions=trust_conditions or {},
            principals={"Service": service},
        )
        self.resource = IamRole(
            self,
            "role",
            name=deployment.name(suffix, Limit.IAM_ROLE),
            description=description,
            assume_role_policy=policy_document(trust),
        )
        self.ready: list[ITerraformDependable] = [self.resource]

    @property
    def arn(self) -> str:
        """The role's ARN."""
        return self.resource.arn

    @property
    def name(self) -> str:
        """The role's name."""
        return self.resource.name

    def grant(self, purpose: str, *statements: Statement) -> IamRolePolicy:
        """Allow `statements` under an inline policy named `purpose`."""
        policy = IamRolePolicy(
            self, purpose, name=purpose, role=self.resource.id, policy=policy_document(*statements)
        )
        self.ready.append(policy)
        return policy

    def attach(self, purpose: str, policy_arn: str) -> IamRolePolicyAttachment:
        """Attach a managed policy."""
        attachment = IamRolePolicyAttachment(
            self, purpose, role=self.resource.name, policy_arn=policy_arn
        )
        self.ready.append(attachment)
        return attachment

    def instance_profile(self) -> IamInstanceProfile:
        """Create the instance profile through which EC2 instances hold this role."""
        profile = IamInstanceProfile(
            self,
            "profile",
            name=self._deployment.name(self.suffix, Limit.IAM_ROLE),
            role=self.resource.name,
        )
        self.ready.append(profile)
        return profile

"""Whether whoever signed a request may do what it asks.

Sessions of roles may what their policies allow; everybody else is the region's administrator.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from aeolus_sandbox.authorization.actions import FREE
from aeolus_sandbox.authorization.policy import Decision, Statement, decide, statements
from aeolus_sandbox.authorization.principal import Principal, principal
from aeolus_sandbox.authorization.request import Request
from aeolus_sandbox.endpoints import headers

_CREDENTIAL = re.compile(r"Credential=([^/]+)/[^/]+/[^/]+/([^/]+)/aws4_request")
_SESSION = "ASIA"
# What the context of a request tells here; whether others would be met nobody knows.
_TOLD = (
    "aws:currenttime",
    "aws:principal",
    "aws:requestedregion",
    "aws:resourceaccount",
    "aws:securetransport",
    "aws:source",
    "aws:username",
    "cloudwatch:namespace",
    "route53:changeresourcerecordsets",
    "s3:prefix",
)


@dataclass(frozen=True)
class Refused(Exception):
    """A request is refused: with a code and a message as AWS's."""

    message: str
    code: str = "AccessDenied"


@dataclass(frozen=True)
class Call:
    """A call of an API: its action, the ARNs it acts on (None: not known), and its headers."""

    account_id: str
    region: str
    action: str
    resources: Sequence[str] | None
    headers: Mapping[str, str]
    context: Mapping[str, Sequence[str]] = field(default_factory=dict)
    presigned: str = ""


def signed(sent: Mapping[str, str], presigned: str = "") -> tuple[str, str]:
    """Return the access key by which a request is signed, and for which service; or two empties.

    `presigned` is the credential in the query of an address that was signed beforehand.
    """
    found = _CREDENTIAL.search(sent.get("Authorization") or f"Credential={presigned}")
    return (found[1], found[2]) if found else ("", "")


def check(call: Call, resource_policy: Iterable[Mapping[str, Any]] = ()) -> None:
    """Return when a call is allowed. Raises Refused when it is not.

    `resource_policy` is the statements of the policy of what it acts on, as JSON has them.
    """
    key, _ = signed(call.headers, call.presigned)
    if not key.startswith(_SESSION):
        return
    who = principal(call.account_id, key)
    if who is None:
        raise Refused(
            "The security token included in the request is invalid.", "InvalidClientTokenId"
        )
    if who.expires and who.expires <= datetime.now(UTC):
        raise Refused("The security token included in the request is expired", "ExpiredToken")
    if call.action in FREE:
        return
    granted = list(resource_policy)
    for resource in call.resources if call.resources is not None else [None]:
        request = Request(call.action, resource, _context(call, who), _TOLD)
        decision = _decided(call, who, request, granted)
        if not decision.allowed:
            on = f" on resource: {resource}" if resource else ""
            raise Refused(
                f"User: {who.arn} is not authorized to perform: {call.action}{on} {decision.reason}"
            )


def _decided(
    call: Call, who: Principal, request: Request, granted: Sequence[Mapping[str, Any]]
) -> Decision:
    """Return what all policies together say.

    IAM User Guide, "Policy evaluation logic": within an account, it is enough that either the
    identity's or the resource's policy allows; no policy may deny, an endpoint's among them.
    """
    way = decide(_of_endpoint(call), request, "VPC endpoint policy")
    if not way.allowed:
        return way
    of_resource = decide(_about(granted, who, call), request, "resource-based policy")
    if of_resource.explicit:
        return of_resource
    own = who.decide(request)
    return own if own.explicit or own.allowed or not of_resource.allowed else of_resource


def _of_endpoint(call: Call) -> list[Statement]:
    """Return the statements of the VPC endpoint through which a call came: all, if through none."""
    from moto.ec2.models import ec2_backends

    endpoints = ec2_backends[call.account_id][call.region].vpc_end_points
    through = endpoints.get(call.headers.get(headers.SOURCE_ENDPOINT) or "")
    if through is None:
        return statements({"Statement": {"Effect": "Allow", "Action": "*"}})
    return statements(json.loads(through.policy_document))


def _about(granted: Sequence[Mapping[str, Any]], who: Principal, call: Call) -> list[Statement]:
    """Return the statements of a resource's policy that are about this principal."""
    return statements({"Statement": [one for one in granted if _names(one, who, call)]})


def _names(statement: Mapping[str, Any], who: Principal, call: Call) -> bool:
    """Tell whether a statement names a principal; its account stands for it in a Deny alone."""
    told = statement.get("Principal", "*")
    named = told.get("AWS", []) if isinstance(told, dict) else told
    names = set(named if isinstance(named, list) else [named])
    whole = {call.account_id, f"arn:aws:iam::{call.account_id}:root"}
    own = {"*", who.arn, who.role_arn}
    return bool(names & (own | whole if statement["Effect"] == "Deny" else own))


def _context(call: Call, who: Principal) -> dict[str, Sequence[str]]:
    """Return the context of a request (IAM User Guide, "AWS global condition context keys")."""
    told = {
        "aws:SourceIp": call.headers.get(headers.SOURCE_ADDRESS),
        "aws:SourceVpce": call.headers.get(headers.SOURCE_ENDPOINT),
        "aws:SecureTransport": call.headers.get(headers.SECURE_TRANSPORT),
        "aws:RequestedRegion": call.region,
        "aws:PrincipalArn": who.role_arn,
        "aws:PrincipalAccount": call.account_id,
        "aws:ResourceAccount": call.account_id,
        "aws:CurrentTime": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
    }
    tags = {f"aws:PrincipalTag/{key}": [value] for key, value in who.tags.items()}
    return {**{key: [one] for key, one in told.items() if one}, **tags, **call.context}

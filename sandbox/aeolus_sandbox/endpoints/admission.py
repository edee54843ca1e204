"""Whether a request may pass: by where it came from, whom it asks, and for whom it was signed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

from aeolus_sandbox.endpoints import hosts
from aeolus_sandbox.endpoints.hosts import Host
from aeolus_sandbox.endpoints.refusal import Refusal

# The region's API has pages of its own there, which AWS has not.
_UNKNOWN_TO_AWS = re.compile(r"/(_sandbox|moto-api)(/|$)|/favicon\.ico$|/latest/(meta-data|api)/")
# Those with operations for which nobody needs credentials: public objects, and signing in.
_OPEN = {"cognito-identity", "cognito-idp", "oidc", "portal.sso", "s3", "sts"}
_UNSIGNED = Refusal(403, "MissingAuthenticationToken", "Missing Authentication Token")
_CREDENTIAL = re.compile(r"Credential=([^,\s]+)")


@dataclass(frozen=True)
class Scope:
    """For what a request is signed (AWS IAM User Guide, "AWS Signature Version 4")."""

    region: str
    service: str


def refuse(host: Host | None, path: str, headers: Mapping[str, str], region: str) -> Refusal | None:
    """Return why a request is refused at a region's endpoint, None when it passes.

    `host` is whom it asks, None when nobody here is called so; `path` has the query; names of
    `headers` are in lower case. The scope of its signature must be that of the host, for it is by
    the scope that the API chooses who answers.
    """
    if host is None:
        return Refusal(404, "UnknownEndpoint", "Not Found")
    if _UNKNOWN_TO_AWS.match(urlsplit(path).path):
        return Refusal(404, "NoSuchKey", "Not Found")
    if (scope := scope_of(path, headers)) is None:
        return None if _may_be_unsigned(host, path, headers) else _UNSIGNED
    if _of_another(scope.service, host.service, region):
        message = f"Credential should be scoped to correct service: '{host.service}'."
        return Refusal(403, "SignatureDoesNotMatch", message)
    if f".{region}." in host.endpoint and scope.region != region:
        message = f"Credential should be scoped to a valid region: '{region}'."
        return Refusal(403, "SignatureDoesNotMatch", message)
    return None


def scope_of(path: str, headers: Mapping[str, str]) -> Scope | None:
    """Return the scope of a request's signature, in a header or a presigned URL; None without."""
    found = _CREDENTIAL.search(headers.get("authorization", ""))
    query = parse_qs(urlsplit(path).query)
    credential = found[1] if found else query.get("X-Amz-Credential", [""])[0]
    parts = credential.split("/")
    return Scope(parts[2], parts[3].lower()) if len(parts) == 5 else None


def _may_be_unsigned(host: Host, path: str, headers: Mapping[str, str]) -> bool:
    """Whether a host may be asked so: by anybody, or because it is signed in another way."""
    return host.service in _OPEN or "authorization" in headers or "X-Amz-Signature=" in path


def _of_another(scope: str, service: str, region: str) -> bool:
    """Whether a scope is that of another host.

    Some services sign by names that no host has (`ses`), or by a part of theirs (`s3-control`).
    """
    parts = {service, *re.split(r"[-.]", service)}
    return scope in hosts.services(region) and scope not in parts

"""Data Lifecycle Manager: policies are kept; nothing carries them out."""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from aeolus_sandbox.api.patches.patch import Patch, Replacement

# AWS Signature Version 4: Credential=KEY/DATE/REGION/SERVICE/aws4_request
_SIGNED_FOR = re.compile(r"Credential=[^/]+/\d{8}/(?P<region>[^/]+)/dlm/aws4_request")

_SUMMARY = ("PolicyId", "Description", "State", "Tags")


@dataclass
class Policies:
    """The policies of a region, by their ids."""

    by_id: dict[str, dict[str, Any]] = field(default_factory=dict)

    def create(self, region: str, asked: dict[str, Any]) -> dict[str, Any]:
        """Keep a policy."""
        identifier = f"policy-{secrets.token_hex(9)[:17]}"
        # By which moto itself knows the account of the process.
        account_id = os.environ["MOTO_ACCOUNT_ID"]
        arn = f"arn:aws:dlm:{region}:{account_id}:policy/{identifier}"
        now = datetime.now(UTC).isoformat(timespec="seconds")
        details = {"PolicyType": "EBS_SNAPSHOT_MANAGEMENT", **asked["PolicyDetails"]}
        self.by_id[identifier] = {
            "Tags": {},
            **asked,
            "PolicyDetails": details,
            "PolicyId": identifier,
            "PolicyArn": arn,
            "DateCreated": now,
            "DateModified": now,
        }
        return {"PolicyId": identifier}

    def update(self, identifier: str, asked: dict[str, Any]) -> dict[str, Any]:
        """Change what is named."""
        policy = self.by_id[identifier]
        now = datetime.now(UTC).isoformat(timespec="seconds")
        details = {**policy["PolicyDetails"], **asked.get("PolicyDetails", {})}
        policy |= {**asked, "PolicyDetails": details, "DateModified": now}
        return {}

    def listed(self) -> list[dict[str, Any]]:
        """Return all in short."""
        return [
            {key: policy[key] for key in _SUMMARY if key in policy}
            for policy in self.by_id.values()
        ]

    def tags(self, arn: str) -> dict[str, str]:
        """Return the tags of a policy, to be changed."""
        tags: dict[str, str] = self.by_id[arn.rpartition("/")[2]]["Tags"]
        return tags


def application(policies: Policies, region: str) -> Any:
    """Return the API (DLM API Reference) as a WSGI application."""
    from flask import Flask, request

    app = Flask("dlm")
    Answer = dict[str, Any]

    @app.errorhandler(KeyError)
    def missing(error: KeyError) -> Any:
        body = {"Message": f"there is no {error.args[0]}", "ResourceType": "policy"}
        return body, 404, {"x-amzn-errortype": "ResourceNotFoundException"}

    @app.post("/policies")
    def create() -> Answer:
        return policies.create(region, request.get_json())

    @app.get("/policies")
    def listed() -> Answer:
        return {"Policies": policies.listed()}

    @app.get("/policies/<identifier>")
    def get(identifier: str) -> Answer:
        return {"Policy": policies.by_id[identifier]}

    @app.patch("/policies/<identifier>")
    def update(identifier: str) -> Answer:
        return policies.update(identifier, request.get_json())

    @app.delete("/policies/<identifier>")
    def delete(identifier: str) -> Answer:
        del policies.by_id[identifier]
        return {}

    @app.get("/tags/<path:arn>")
    def tags(arn: str) -> Answer:
        return {"Tags": policies.tags(arn)}

    @app.post("/tags/<path:arn>")
    def tag(arn: str) -> Answer:
        policies.tags(arn).update(request.get_json()["Tags"])
        return {}

    @app.delete("/tags/<path:arn>")
    def untag(arn: str) -> Answer:
        for key in request.args.getlist("tagKeys"):
            policies.tags(arn).pop(key, None)
        return {}

    app.url_map.strict_slashes = False
    return app


def _answering() -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    regions: dict[str, Any] = {}

    def with_policies(original: Callable[..., Any]) -> Callable[..., Any]:
        def get_application(self: Any, environ: dict[str, Any]) -> Any:
            signed = _SIGNED_FOR.search(environ.get("HTTP_AUTHORIZATION", ""))
            if signed is None:
                return original(self, environ)
            region = signed["region"]
            if region not in regions:
                regions[region] = application(Policies(), region)
            return regions[region]

        return get_application

    return with_policies


def _replacements() -> Sequence[Replacement]:
    from moto.moto_server.werkzeug_app import DomainDispatcherApplication

    return [Replacement(DomainDispatcherApplication, "get_application", _answering())]


PATCH = Patch(
    name="dlm_policies",
    aws="Data Lifecycle Manager keeps policies; here nothing carries them out",
    source="Amazon Data Lifecycle Manager API Reference",
    moto="has nothing of this service",
    replacements=_replacements,
)

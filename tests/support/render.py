"""Render constructs to Terraform JSON, validated against the provider, and ask it by path."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import jmespath
from cdktf import TerraformStack, Testing

from aeolus_constructs.deployment import Deployment
from aeolus_constructs.providers import AwsProvider
from support.provider_schema import violations

DEPLOYMENT = Deployment(environment="test", account_id="123456789012", region="us-east-1")

Rendered = dict[str, Any]


def render_construct(build: Callable[[TerraformStack], object]) -> Rendered:
    """Return the JSON of a stack that holds only what `build` puts into it."""
    stack = TerraformStack(Testing.app(), "test")
    AwsProvider(stack, "aws", region=DEPLOYMENT.region)
    build(stack)
    return validated(json.loads(Testing.synth(stack)))


def validated(rendered: Rendered) -> Rendered:
    """Return `rendered` as it came, when the provider's schema has nothing against it."""
    found = list(violations(rendered))
    assert not found, "\n".join(found)
    return rendered


def resources(rendered: Rendered, type_: str) -> dict[str, Any]:
    """Return the resources of one Terraform type, by logical id; empty when there are none."""
    found: dict[str, Any] = rendered.get("resource", {}).get(type_, {})
    return found


def the(rendered: Rendered, type_: str, id_part: str = "") -> dict[str, Any]:
    """Return the only resource of a type whose logical id contains `id_part`."""
    found = {name: body for name, body in resources(rendered, type_).items() if id_part in name}
    assert len(found) == 1, f"{type_} with {id_part!r} in its id: {sorted(found)}"
    body: dict[str, Any] = next(iter(found.values()))
    return body


def search(path: str, rendered: Any) -> Any:
    """Return what a JMESPath expression finds."""
    return jmespath.search(path, rendered)


def policy(body: dict[str, Any], key: str = "policy") -> list[dict[str, Any]]:
    """Return the statements of a resource's policy document."""
    statements: list[dict[str, Any]] = json.loads(body[key])["Statement"]
    return statements

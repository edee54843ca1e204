"""A plan, as `terraform show -json` prints it: everything Terraform knows before it applies."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from .stack import Resource, Stack
from .unknown import asked_for
from .values import MARK, Values

INDEX = re.compile(r"\[[^\]]*\]")
MENTIONED = re.compile(
    r"(?!var\.|local\.|data\.|module\.|each\.|count\.|path\.|self\.)(\w+\.[\w-]+)(\[[^\]]*\])?"
)
CDKTF = re.compile(r"(\w[\w-]*_[\w-]+)_[0-9A-F]{8}")
"""The names of constructs, and a hash of their path (CDK for Terraform, "Unique names")."""
MODULE = re.compile(r"module\.([^.\[]+)(\[[^\]]*\])?\.")


def is_plan(document: Mapping[str, Any]) -> bool:
    """Return whether `document` is Terraform's JSON of a plan."""
    return "format_version" in document and isinstance(document.get("planned_values"), Mapping)


def read_plan(name: str, document: Mapping[str, Any]) -> Stack:
    """Return the stack as it will be after the plan is applied."""
    configured = dict(_configured(document.get("configuration", {}).get("root_module", {}), ""))
    unknown = {
        change["address"]: change.get("change", {}).get("after_unknown") or {}
        for change in document.get("resource_changes", ())
    }
    resources = tuple(
        _resource(each, configured, unknown)
        for each in _planned(document["planned_values"].get("root_module", {}))
        if each.get("mode") == "managed"
    )
    return Stack(name, _region(document), resources)


def _resource(
    planned: Mapping[str, Any], configured: Mapping[str, Any], unknown: Mapping[str, Any]
) -> Resource:
    address = planned["address"]
    modules = MODULE.findall(address)
    prefix = "".join(f"module.{name}." for name, _ in modules)
    expressions = configured.get(INDEX.sub("", address), {})
    pending = unknown.get(address, {})
    if INDEX.sub("", address) in configured:
        pending = asked_for(pending, expressions)
    return Resource(
        address=address,
        type=planned["type"],
        path=(*(f"{name}{index}" for name, index in modules), *_path(planned)),
        values=Values(planned.get("values", {}), pending),
        references={
            name: tuple(dict.fromkeys(prefix + each for each in _references(expression)))
            for name, expression in expressions.items()
        },
    )


def _path(planned: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the constructs of a resource, which cdktf writes into its name, or the name alone.

    A construct whose own name has an underscore counts as two: a plan holds no more.
    """
    name, index = str(planned["name"]), planned.get("index")
    unique = CDKTF.fullmatch(name)
    *holders, last = unique[1].split("_") if unique else [name]
    return (*holders, last if index is None else f"{last}[{index}]")


def _planned(module: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    yield from module.get("resources", ())
    for child in module.get("child_modules", ()):
        yield from _planned(child)


def _configured(module: Mapping[str, Any], prefix: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield the expressions of each resource by address, without the indexes of its copies."""
    for resource in module.get("resources", ()):
        yield prefix + resource["address"], resource.get("expressions", {})
    for name, call in module.get("module_calls", {}).items():
        yield from _configured(call.get("module", {}), f"{prefix}module.{name}.")


def _references(expression: Any) -> Iterator[str]:
    """Yield the addresses of resources that an argument, or the blocks in it, mention.

    Terraform lists `aws_eip.a[0].id` with all that it begins with: the copy alone counts then.
    """
    if isinstance(expression, list):
        for each in expression:
            yield from _references(each)
    elif isinstance(expression, Mapping):
        found = [MENTIONED.match(each) for each in expression.get("references", ())]
        mentioned = [(each[1], each[2] or "") for each in found if each]
        copies = {address for address, index in mentioned if index}
        yield from (a + index for a, index in mentioned if index or a not in copies)
        for name, each in expression.items():
            if name != "references":
                yield from _references(each)


def _region(document: Mapping[str, Any]) -> str:
    providers = document.get("configuration", {}).get("provider_config", {})
    region = providers.get("aws", {}).get("expressions", {}).get("region", {})
    value = region.get("constant_value", "")
    if not value:
        names = [each[4:] for each in region.get("references", ()) if each.startswith("var.")]
        variables = document.get("variables", {})
        value = next((variables[name].get("value") for name in names if name in variables), "")
    return value if isinstance(value, str) and MARK not in value else ""

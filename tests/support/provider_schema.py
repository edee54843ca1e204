"""The AWS provider's own schema, and a check of synthesized JSON against it.

`terraform validate` does the same with Terraform's words, in seconds a stack; this does it in
milliseconds, so that every render test is validated.
"""

from __future__ import annotations

import functools
import json
import os
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from support.terraform import ROOT, terraform

VERSION = "5.100.0"
SOURCE = "registry.terraform.io/hashicorp/aws"
META_ARGUMENTS = {"depends_on", "lifecycle", "provider", "count", "for_each", "provisioner", "//"}
CACHE = ROOT / ".aeolus" / "cache" / f"provider-schema-{VERSION}.json"


@functools.cache
def schemas() -> Mapping[str, Mapping[str, Any]]:
    """Return `resource`, `data`, `ephemeral` → type → block, as Terraform prints them."""
    if not CACHE.exists():
        CACHE.parent.mkdir(parents=True, exist_ok=True)
        fresh = CACHE.with_suffix(f".{os.getpid()}")
        fresh.write_text(json.dumps(_ask_terraform()))
        fresh.rename(CACHE)
    loaded: Mapping[str, Mapping[str, Any]] = json.loads(CACHE.read_text())
    return loaded


def _ask_terraform() -> dict[str, dict[str, Any]]:
    """Run `terraform providers schema` on an empty configuration."""
    provider = {"aws": {"source": "hashicorp/aws", "version": VERSION}}
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "main.tf.json").write_text(
            json.dumps({"terraform": {"required_providers": provider}})
        )
        terraform(Path(folder), "init", "-backend=false", "-input=false")
        printed = terraform(Path(folder), "providers", "schema", "-json")
    schema = json.loads(printed)["provider_schemas"][SOURCE]
    return {
        "resource": {name: each["block"] for name, each in schema["resource_schemas"].items()},
        "data": {name: each["block"] for name, each in schema["data_source_schemas"].items()},
        "ephemeral": {
            name: each["block"] for name, each in schema["ephemeral_resource_schemas"].items()
        },
    }


def violations(stack: Mapping[str, Any]) -> Iterator[str]:
    """Yield what the provider would refuse in a synthesized stack: `type.name.path: why`."""
    for kind in ("resource", "data", "ephemeral"):
        for type_, named in stack.get(kind, {}).items():
            block = schemas()[kind].get(type_)
            if block is None:
                yield f"{type_}: no such {kind} type in provider {VERSION}"
                continue
            for name, body in named.items():
                yield from _block(f"{type_}.{name}", block, body, META_ARGUMENTS)


def _block(
    where: str, block: Mapping[str, Any], body: Mapping[str, Any], meta: set[str]
) -> Iterator[str]:
    attributes, nested = block.get("attributes", {}), block.get("block_types", {})
    for key, value in body.items():
        if key in meta:
            continue
        if key in attributes:
            if not _fits(attributes[key].get("type"), value):
                yield f"{where}.{key}: {value!r} is not a {attributes[key]['type']}"
        elif key in nested:
            yield from _nested(f"{where}.{key}", nested[key], value)
        elif not (key == "dynamic"):
            yield f"{where}.{key}: no such argument"
    for key, attribute in attributes.items():
        if attribute.get("required") and body.get(key) is None:
            yield f"{where}.{key}: required, and missing"
    for key, kind in nested.items():
        if kind.get("min_items", 0) and key not in body:
            yield f"{where}.{key}: required block, and missing"


def _nested(where: str, kind: Mapping[str, Any], value: Any) -> Iterator[str]:
    bodies = value if isinstance(value, list) else [value]
    limit = kind.get("max_items", 0)
    if limit and len(bodies) > limit:
        yield f"{where}: {len(bodies)} blocks, at most {limit}"
    for index, body in enumerate(bodies):
        yield from _block(f"{where}[{index}]", kind["block"], body, set())


def _fits(type_: Any, value: Any) -> bool:
    """True when Terraform would convert `value` to the schema's type; expressions always may."""
    if value is None or (isinstance(value, str) and "${" in value) or type_ is None:
        return True
    if isinstance(type_, list) and type_[0] in ("list", "set"):
        return isinstance(value, list) and all(_fits(type_[1], each) for each in value)
    if isinstance(type_, list) and type_[0] == "map":
        return isinstance(value, dict) and all(_fits(type_[1], each) for each in value.values())
    if isinstance(type_, list):
        return isinstance(value, dict | list)
    if type_ == "bool":
        return isinstance(value, bool) or value in ("true", "false")
    if type_ == "number":
        return isinstance(value, int | float) or str(value).lstrip("-").isdigit()
    return isinstance(value, str | int | float | bool)

"""Terraform JSON configuration, as `cdktf synth` writes it (`cdk.tf.json`) or a person would."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from .references import Resolver, mentioned
from .shape import one_shape
from .stack import Resource, Stack, Unreadable
from .values import MARK, Values

NOT_ARGUMENTS = ("//", "count", "for_each", "depends_on", "lifecycle", "provider", "provisioner")


def read_configuration(name: str, configuration: Mapping[str, Any]) -> Stack:
    """Return the stack of a configuration; references resolve as far as literals reach.

    Raises ShapeError where it is none.
    """
    configuration = one_shape(configuration)
    resolver = Resolver(configuration)
    resources: list[Resource] = []
    unreadable: list[Unreadable] = []
    for type_, bodies in configuration["resource"].items():
        for label, body in bodies.items():
            address = f"{type_}.{label}"
            copies = _copies(address, body, resolver)
            if isinstance(copies, Unreadable):
                unreadable.append(copies)
            else:
                resources.extend(_resource(each, type_, label, body, resolver) for each in copies)
    unreadable += [
        Unreadable(f"module.{module}", "modules are read from a plan: terraform show -json")
        for module in configuration["module"]
    ]
    return Stack(name, _region(configuration, resolver), tuple(resources), tuple(unreadable))


def _resource(
    address: str, type_: str, label: str, body: Mapping[str, Any], resolver: Resolver
) -> Resource:
    arguments = {name: value for name, value in body.items() if name not in NOT_ARGUMENTS}
    metadata = body.get("//", {})
    path = metadata.get("metadata", {}).get("path", "") if isinstance(metadata, Mapping) else ""
    return Resource(
        address=address,
        type=type_,
        # Without the stack itself, which comes first.
        path=tuple(path.split("/")[1:]) if path else (label,),
        values=Values(resolver.resolved(arguments)),
        references={name: mentioned(value) for name, value in arguments.items()},
    )


def _copies(
    address: str, body: Mapping[str, Any], resolver: Resolver
) -> tuple[str, ...] | Unreadable:
    """Return the addresses that a body stands for, when their number is known."""
    for argument in ("count", "for_each"):
        if argument not in body:
            continue
        value = resolver.resolved(body[argument])
        if isinstance(value, str) and MARK in value:
            return Unreadable(
                address, f"{argument} is {value}: only a plan knows how many there are"
            )
        keys = _numbers(value) if argument == "count" else _keys(value)
        if keys is None:
            return Unreadable(address, f"{argument} is {value}, which makes no resources")
        return tuple(f"{address}[{key}]" for key in keys)
    return (address,)


def _numbers(count: Any) -> Iterable[str] | None:
    text = str(count)
    return map(str, range(int(text))) if text.isdecimal() else None


def _keys(for_each: Any) -> Iterable[str] | None:
    return (f'"{key}"' for key in for_each) if isinstance(for_each, Mapping | list) else None


def _region(configuration: Mapping[str, Any], resolver: Resolver) -> str:
    """Return the region of the AWS provider without an alias; empty when it says none."""
    for provider in configuration["provider"].get("aws", []):
        if "alias" not in provider:
            region = resolver.resolved(provider.get("region", ""))
            return region if isinstance(region, str) and MARK not in region else ""
    return ""

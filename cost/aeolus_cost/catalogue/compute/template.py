"""The launch template or configuration that a resource launches from."""

from __future__ import annotations

from typing import Any

from aeolus_cost.catalogue.resource_type import View
from aeolus_cost.reading.stack import Resource

from .launch import Launch
from .launched import Configuration, Template

TEMPLATE, CONFIGURATION = "aws_launch_template", "aws_launch_configuration"


def template_of(resource: Resource, argument: str, name: Any, view: View) -> Launch | None:
    """Return the template that `argument` refers to, or of that name; None where it is not here.

    A policy with several templates launches from the first; overrides may bring their own, which
    differ in the image.
    """
    found = _named(resource, argument, TEMPLATE, name, view)
    return Template(found.values) if found else None


def configuration_of(resource: Resource, view: View) -> Launch | None:
    """Return the launch configuration that a group names; None where it is not here."""
    argument = "launch_configuration"
    name = resource.values.arguments.get(argument)
    found = _named(resource, argument, CONFIGURATION, name, view)
    return Configuration(found.values) if found else None


def _named(resource: Resource, argument: str, type_: str, name: Any, view: View) -> Resource | None:
    linked = view.stack.linked(resource, argument, type_)
    if linked or not name:
        return next(iter(linked), None)
    same = (each for each in view.stack.of_type(type_) if each.values.arguments.get("name") == name)
    return next(same, None)

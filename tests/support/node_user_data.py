"""User data as launch templates have it, read back from Terraform's JSON."""

from __future__ import annotations

import json
import re
from typing import Any

import yaml

from aeolus_agent.description import NodeDescription
from support.render import Rendered, resources

_ENCODED = re.compile(r'\$\{base64encode\(join\("", \[(.*)\]\)\)\}', re.DOTALL)
_PART = re.compile(r'("(?:[^"\\]|\\.)*")(?:, |$)|([^",]+)(?:, |$)')

EXPRESSION = re.compile(r"\$\{(aws_[a-z0-9_]+)\.[A-Za-z0-9_-]+\.([a-z_]+)\}")
"""A resource's type, and its attribute."""

_LONGEST = {
    "bucket": 63,
    "address": 120,
    "primary_endpoint_address": 120,
    "dns_name": 120,
    "public_ip": 15,
    "id": 26,
    "arn": 190,
}
"""Bytes that attributes of resources come to."""


def longest(text: str) -> int:
    """Return how many bytes user data comes to at most."""
    return len(EXPRESSION.sub(lambda found: "x" * _LONGEST[found[2]], text).encode())


def decoded(template: dict[str, Any]) -> str:
    """Return a template's user data; an expression in it is written `${expression}`."""
    found = _ENCODED.fullmatch(template["user_data"])
    assert found, template["user_data"]
    parts, end = [], 0
    for part in _PART.finditer(found[1]):
        assert part.start() == end, found[1][end:]
        parts.append(json.loads(part[1], strict=False) if part[1] else f"${{{part[2]}}}")
        end = part.end()
    assert end == len(found[1]), found[1][end:]
    return "".join(parts)


def files(text: str) -> dict[str, str]:
    """Return the files that cloud-init writes, by path."""
    written: list[dict[str, Any]] = yaml.safe_load(text)["write_files"]
    return {each["path"]: each["content"] for each in written}


def user_data(rendered: Rendered) -> dict[str, str]:
    """Return the user data of each Auto Scaling group, by its name."""
    return {
        template["name"]: decoded(template)
        for template in resources(rendered, "aws_launch_template").values()
        if "user_data" in template
    }


def nodes(rendered: Rendered) -> dict[str, NodeDescription]:
    """Return what the nodes of each Auto Scaling group are told of themselves, by its name."""
    return {
        name: NodeDescription.loads(files(text)["/etc/aeolus/node.json"])
        for name, text in user_data(rendered).items()
    }

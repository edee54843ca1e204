"""Environment files for tests: a few that are right, and ways to change them."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from aeolus_config.model import Environment

Document = dict[str, Any]

CLUSTER: Document = {
    "topology": "cluster",
    "account_id": "123456789012",
    "region": "eu-central-1",
    "availability_zones": ["eu-central-1a", "eu-central-1b"],
    "ami_id": {"arm64": "ami-0a1b2c3d4e5f60712"},
    "workers": {
        "default": {"instance_types": ["t4g.small"], "max_size": 2, "queues": ["default"]},
    },
    "web": {
        "domain": "airflow.example.com",
        "hosted_zone_id": "Z0123456789ABCDEFGHIJ",
        "allowed_cidr_blocks": ["203.0.113.0/24"],
    },
    "budget": {"monthly_usd": 400},
}
"""The least that a cluster needs."""

PRODUCTION: Document = CLUSTER | {"production": True, "alarms": {"email": "ops@example.com"}}

SINGLE_NODE: Document = {
    "topology": "single_node",
    "account_id": "123456789012",
    "region": "eu-central-1",
    "availability_zones": ["eu-central-1a"],
    "ami_id": {"arm64": "ami-0a1b2c3d4e5f60712"},
    "network": {"egress": "public_ip"},
    "web": {"allowed_cidr_blocks": ["203.0.113.0/24"]},
    "budget": {"monthly_usd": 40},
}

ACME: Document = SINGLE_NODE | {
    "web": {
        "domain": "airflow.example.com",
        "hosted_zone_id": "Z0123456789ABCDEFGHIJ",
        "acme": {"email": "ops@example.com"},
        "allowed_cidr_blocks": ["203.0.113.0/24"],
    }
}
"""A single node whose certificate an authority signs."""

EXISTING: Document = CLUSTER | {
    "network": {
        "existing": {
            "vpc_id": "vpc-0a1b2c3d4e5f60712",
            "cidr_block": "10.9.0.0/20",
            "public_subnet_ids": {
                "eu-central-1a": "subnet-0a000001",
                "eu-central-1b": "subnet-0a000002",
            },
            "private_subnet_ids": {
                "eu-central-1a": "subnet-0b000001",
                "eu-central-1b": "subnet-0b000002",
            },
        }
    },
}
"""A cluster in a VPC that is there."""

GIT: Document = CLUSTER | {
    "dags": {"source": "git", "repository_url": "https://git.example.com/team/dags.git"}
}

BASES: dict[str, Document] = {
    "cluster": CLUSTER,
    "production": PRODUCTION,
    "single_node": SINGLE_NODE,
    "acme": ACME,
    "existing": EXISTING,
    "git": GIT,
}

REMOVE = "remove"
"""As a value in `changed`: take the key away."""


def changed(base: Mapping[str, Any], changes: Mapping[str, Any]) -> Document:
    """Return a copy of `base` with values set by paths such as `masters.count`."""
    document = copy.deepcopy(dict(base))
    for path, value in changes.items():
        *sections, key = path.split("/") if "/" in path else path.split(".")
        section = document
        for each in sections:
            section = section.setdefault(each, {})
        if value == REMOVE:
            section.pop(key, None)
        else:
            section[key] = value
    return document


def environment(
    base: str = "cluster", changes: Mapping[str, Any] | None = None, *, name: str = "staging"
) -> Environment:
    """Return a base with changes as an Environment; no rule is asked."""
    return Environment.model_validate({**changed(BASES[base], changes or {}), "name": name})


def dumped(document: Document) -> str:
    """Return `document` as YAML text."""
    return yaml.dump(document, Dumper=yaml.CSafeDumper, sort_keys=False)


def written(document: Document, folder: Path, name: str = "staging") -> Path:
    """Write `document` into `folder` and return the file."""
    path = folder / f"{name}.yaml"
    path.write_text(dumped(document))
    return path


def with_raw(base: Mapping[str, Any], path: str, raw: str) -> str:
    """Return `base` as YAML text in which `raw` stands word for word at `path`."""
    text = dumped(changed(base, {path: "PLACEHOLDER"}))
    return text.replace("PLACEHOLDER", raw)

"""The shipped environments, changed as a test needs them, and rendered whole."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml
from cdktf import Testing

from aeolus_config.model import Environment
from aeolus_stacks.environment_stack import EnvironmentStack
from support.render import Rendered, validated

ENVIRONMENTS = Path(__file__).resolve().parents[2] / "config" / "environments"
SHIPPED = tuple(sorted(file.stem for file in ENVIRONMENTS.glob("*.yaml")))


def environment(base: str = "prod", *, name: str | None = None, **changes: Any) -> Environment:
    """Return a shipped environment with `changes` laid over it, section by section."""
    written = yaml.safe_load((ENVIRONMENTS / f"{base}.yaml").read_text())
    return Environment(name=name or base, **_merged(written, changes))


def _merged(base: dict[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    merged = dict(base)
    for key, value in changes.items():
        nested = isinstance(value, dict) and isinstance(merged.get(key), dict)
        merged[key] = _merged(merged[key], value) if nested else value
    return merged


def render(config: Environment, **options: bool) -> Rendered:
    """Return the JSON of an environment's whole stack, validated."""
    stack = EnvironmentStack(Testing.app(), config, **options)
    return validated(json.loads(Testing.synth(stack)))

"""The environments that are shipped, rendered whole; and any other environment."""

from __future__ import annotations

import functools
import json
from pathlib import Path
from typing import Any

from cdktf import Testing

from aeolus_config.loading import load_environment
from aeolus_config.model import Environment
from aeolus_constructs.protection import Protection
from aeolus_node.bundle import EnvironmentBundles
from aeolus_stacks.environment_stack import EnvironmentStack
from support.render import Rendered, validated

FOLDER = Path(__file__).resolve().parents[2] / "config" / "environments"
SHIPPED = tuple(sorted(file.stem for file in FOLDER.glob("*.yaml")))


@functools.cache
def shipped(name: str) -> Environment:
    """Return the environment of `config/environments/<name>.yaml`."""
    return load_environment(FOLDER / f"{name}.yaml")


@functools.cache
def rendered(name: str) -> Rendered:
    """Return the JSON of a shipped environment's stack; one for all tests, not to be changed."""
    return render_environment(shipped(name))


def render_environment(
    environment: Environment,
    *,
    bundles: EnvironmentBundles | None = None,
    protection: Protection | None = None,
    **changes: Any,
) -> Rendered:
    """Return the JSON of an environment's stack, validated, with fields of it changed."""
    changed = environment.model_copy(update=changes)
    stack = EnvironmentStack(Testing.app(), changed, bundles=bundles, protection=protection)
    return validated(json.loads(Testing.synth(stack)))

"""Files to stacks: which of Terraform's JSON shapes a file has, and what is wrong with it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from aeolus_cost.errors import CostError

from .plan import is_plan, read_plan
from .shape import ShapeError
from .stack import Stack
from .synthesized import read_configuration

CURE = "give cdktf's output folder, a cdk.tf.json, or what `terraform show -json PLAN` prints"


def read_stack(path: Path, name: str = "") -> Stack:
    """Return the stack of a file: synthesized Terraform JSON, or the JSON of a plan.

    `name` is what to call it; without one the file's own. Raises CostError when it is neither.
    """
    document = _json(path)
    called = name or _stack_name(document) or path.name.partition(".")[0]
    if is_plan(document):
        return read_plan(called, document)
    if "resource" in document or "terraform" in document or "provider" in document:
        try:
            return read_configuration(called, document)
        except ShapeError as error:
            raise CostError(f"{path}: {error}", cure=CURE) from error
    raise CostError(f"{path}: neither Terraform's JSON configuration nor a plan", cure=CURE)


STACKS = "stacks/*/cdk.tf.json"


def holds_stacks(folder: Path) -> bool:
    """Return whether `folder` is cdktf's output."""
    return any(folder.glob(STACKS))


def read_synthesized(folder: Path) -> dict[str, Stack]:
    """Return the stacks in cdktf's output folder, by name; raises CostError when it holds none."""
    files = sorted(folder.glob(STACKS))
    if not files:
        raise CostError(f"{folder}: no {STACKS} in it", cure=CURE)
    return {file.parent.name: read_stack(file, file.parent.name) for file in files}


def _json(path: Path) -> Mapping[str, Any]:
    try:
        # Decimals keep prices and sizes as they were written.
        document = json.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
    except OSError as error:
        raise CostError(f"{path}: {error.strerror}", cure=CURE) from error
    except UnicodeDecodeError:
        # What `terraform plan -out` writes.
        raise CostError(f"{path}: binary, not JSON", cure="terraform show -json PLAN") from None
    except json.JSONDecodeError as error:
        raise CostError(f"{path}:{error.lineno}: not JSON: {error.msg}", cure=CURE) from error
    if not isinstance(document, Mapping):
        raise CostError(f"{path}: JSON, but not an object", cure=CURE)
    return document


def _stack_name(document: Mapping[str, Any]) -> str:
    comment = document.get("//", {})
    metadata = comment.get("metadata", {}) if isinstance(comment, Mapping) else {}
    return str(metadata.get("stackName", ""))

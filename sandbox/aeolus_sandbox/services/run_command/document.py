"""What a Command document has a node do: its shell scripts, with their parameters filled in.

AWS Systems Manager User Guide, "Command document plugin reference", aws:runShellScript.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import yaml

from aeolus_sandbox.errors import SandboxError

SHELL = "aws:runShellScript"
# AWS-RunShellScript, the document of AWS's own that runs any commands.
RUN_SHELL_SCRIPT: Mapping[str, Any] = {
    "schemaVersion": "1.2",
    "parameters": {
        "commands": {"type": "StringList"},
        "workingDirectory": {"type": "String", "default": ""},
        "executionTimeout": {"type": "String", "default": "3600"},
    },
    "runtimeConfig": {
        SHELL: {
            "properties": [
                {
                    "id": "0.aws:runShellScript",
                    "runCommand": "{{ commands }}",
                    "workingDirectory": "{{ workingDirectory }}",
                    "timeoutSeconds": "{{ executionTimeout }}",
                }
            ]
        }
    },
}
_PARAMETER = re.compile(r"\{\{\s*([A-Za-z0-9_]+)\s*\}\}")
_DEFAULT_TIMEOUT_S = 3600


@dataclass(frozen=True)
class Script:
    """A shell script, where it is run (anywhere if empty), and for how long at most."""

    text: str
    directory: str = ""
    limit_s: float = _DEFAULT_TIMEOUT_S


def read(content: str) -> Mapping[str, Any]:
    """Return a document from JSON or YAML. Raises SandboxError when it is neither."""
    try:
        # What is JSON is YAML too.
        document = yaml.safe_load(content)
    except yaml.YAMLError as error:
        raise SandboxError(f"the document is neither JSON nor YAML: {error}") from error
    if not isinstance(document, dict):
        raise SandboxError(f"the document is no mapping: {content[:40]!r}")
    return document


def scripts(document: Mapping[str, Any], given: Mapping[str, Sequence[str]]) -> list[Script]:
    """Return the scripts of a document in their order.

    Raises SandboxError for a step that is no shell script, and for a parameter without a value.
    """
    values = _values(document.get("parameters") or {}, given)
    return [_script(inputs, values) for inputs in _inputs(document)]


def _inputs(document: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    if "mainSteps" in document:
        steps = [(step["action"], step.get("inputs", {})) for step in document["mainSteps"]]
    else:
        steps = [
            (action, inputs)
            for action, plugin in document.get("runtimeConfig", {}).items()
            for inputs in plugin["properties"]
        ]
    for action, _ in steps:
        if action != SHELL:
            raise SandboxError(f"the sandbox runs {SHELL} only, not {action}")
    return [inputs for _, inputs in steps]


def _values(
    declared: Mapping[str, Any], given: Mapping[str, Sequence[str]]
) -> dict[str, list[str]]:
    values: dict[str, list[str]] = {}
    for name, parameter in declared.items():
        value = given.get(name, parameter.get("default"))
        if value is None:
            raise SandboxError(f"the document's parameter {name} has no value: give it one")
        values[name] = [str(each) for each in value] if isinstance(value, list) else [str(value)]
    return values


def _script(inputs: Mapping[str, Any], values: Mapping[str, list[str]]) -> Script:
    commands = inputs.get("runCommand", [])
    lines = [commands] if isinstance(commands, str) else commands
    limit = _filled(str(inputs.get("timeoutSeconds", "")), values)
    return Script(
        text="\n".join(_filled(line, values) for line in lines) + "\n",
        directory=_filled(inputs.get("workingDirectory") or "", values),
        limit_s=float(limit) if limit else _DEFAULT_TIMEOUT_S,
    )


def _filled(text: str, values: Mapping[str, list[str]]) -> str:
    """Return a text with parameters in place of their names; those it does not know stay."""

    def value(found: re.Match[str]) -> str:
        return "\n".join(values[found[1]]) if found[1] in values else found[0]

    return _PARAMETER.sub(value, text)

"""What a Command document has a node do."""

from __future__ import annotations

import json
from typing import Any

import pytest

from aeolus_sandbox.errors import SandboxError
from aeolus_sandbox.services.run_command.document import RUN_SHELL_SCRIPT, Script, read, scripts

GREET = """
schemaVersion: '2.2'
parameters:
  name: {type: String, default: world}
  names: {type: StringList, default: []}
  seconds: {type: String, default: '30'}
mainSteps:
- action: aws:runShellScript
  name: greet
  inputs:
    runCommand: ["echo hello {{ name }}", "echo {{unknown}}"]
    timeoutSeconds: '{{ seconds }}'
- action: aws:runShellScript
  name: leave
  inputs:
    runCommand: ["exit 3"]
    workingDirectory: /tmp
"""


def test_commands_are_the_lines_of_one_script() -> None:
    given = {"commands": ["set -e", "date"], "executionTimeout": ["60"]}
    assert scripts(RUN_SHELL_SCRIPT, given) == [Script("set -e\ndate\n", "", 60)]


def test_each_step_is_a_script_with_its_parameters_filled_in() -> None:
    assert scripts(read(GREET), {"name": ["moon"]}) == [
        Script("echo hello moon\necho {{unknown}}\n", "", 30),
        Script("exit 3\n", "/tmp", 3600),
    ]


def test_a_document_may_be_json() -> None:
    steps: list[Any] = [{"action": "aws:runShellScript", "inputs": {"runCommand": ["date"]}}]
    document = json.dumps({"schemaVersion": "2.2", "mainSteps": steps})
    assert scripts(read(f"\n{document}"), {}) == [Script("date\n")]


def test_what_has_no_value_is_asked_for() -> None:
    with pytest.raises(SandboxError, match="parameter commands has no value"):
        scripts(RUN_SHELL_SCRIPT, {})


def test_a_step_of_another_kind_is_refused() -> None:
    document = {"mainSteps": [{"action": "aws:downloadContent", "inputs": {}}]}
    with pytest.raises(SandboxError, match="not aws:downloadContent"):
        scripts(document, {})


@pytest.mark.parametrize("content", ["- a list", "{", "only words"])
def test_what_is_no_document_is_refused(content: str) -> None:
    with pytest.raises(SandboxError, match="the document is"):
        read(content)

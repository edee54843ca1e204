"""A plan in a few lines."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from aeolus_cli.main import app
from aeolus_cli.preview.plan_summary import SHOWN, plan_summary


def plan(**actions: list[str]) -> dict[str, Any]:
    changes = [
        {"address": f"aws_eip.{name}", "change": {"actions": each, "after": {"secret": "s3cr3t"}}}
        for name, each in actions.items()
    ]
    return {"format_version": "1.2", "planned_values": {}, "resource_changes": changes}


def test_kinds_are_counted_in_terraforms_words() -> None:
    found = plan(a=["create"], b=["update"], c=["delete", "create"], d=["no-op"], e=["read"])
    first = plan_summary("prod", found).splitlines()[0]
    assert first == "**prod**: 1 to add, 1 to change, 0 to destroy, 1 to replace, 0 to forget"


def test_no_changes_are_said() -> None:
    assert plan_summary("prod", plan(a=["no-op"])).startswith("**prod**: no changes")


@pytest.mark.parametrize("actions", [["delete", "create"], ["create", "delete"], ["delete"]])
def test_what_is_lost_is_listed_before_what_is_folded(actions: list[str]) -> None:
    text = plan_summary("prod", plan(gone=actions, new=["create"]))
    assert text.index("aws_eip.gone") < text.index("<details>") < text.index("aws_eip.new")


def test_no_value_is_ever_shown() -> None:
    assert "s3cr3t" not in plan_summary("prod", plan(a=["create"], b=["delete"]))


def test_many_are_counted_not_listed() -> None:
    text = plan_summary("prod", plan(**{f"r{n}": ["delete"] for n in range(SHOWN + 3)}))
    assert "and 3 more" in text


@pytest.mark.parametrize("content", ["{", "[]", '{"resource": {}}'])
def test_what_is_no_plan_is_told(tmp_path: Path, content: str) -> None:
    file = tmp_path / "plan.json"
    file.write_text(content)
    result = CliRunner().invoke(app, ["preview", "plan", str(file)])
    assert result.exit_code == 2
    assert "terraform show -json PLAN" in result.output


def test_the_command_names_each_plan_by_its_file(tmp_path: Path) -> None:
    file = tmp_path / "prod.json"
    file.write_text(json.dumps(plan(a=["create"])))
    assert "**prod**: 1 to add" in CliRunner().invoke(app, ["preview", "plan", str(file)]).output

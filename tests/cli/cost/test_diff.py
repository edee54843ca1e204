"""`aeolus cost diff`: revisions, folders and files."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from aeolus_cost.prices.book import load_prices

from .conftest import Repository, aeolus, written

ONE: dict[str, Any] = {"aws_eip": {"a": {}}}
TWO: dict[str, Any] = {"aws_eip": {"a": {}, "b": {}}}


def test_two_revisions_are_synthesized_each_with_its_own_files(repository: Repository) -> None:
    base = repository.commit("addresses: 1")
    repository.commit("addresses: 3")
    result = aeolus("cost", "diff", base, "HEAD")
    assert result.exit_code == 0, result.output
    assert "Monthly cost of prod rises by $7.30 (200%): $3.65 → $10.95 expected" in result.output
    assert f"from {base} (revision {base[:8]}) to HEAD" in result.output


def test_nothing_is_left_of_the_revisions(repository: Repository) -> None:
    repository.commit("addresses: 1")
    aeolus("cost", "diff", "HEAD", "HEAD")
    assert len(repository.git("worktree", "list").splitlines()) == 1
    assert repository.git("status", "--porcelain") == ""


def test_totals_are_told_when_nothing_changes(repository: Repository) -> None:
    repository.commit("addresses: 1")
    result = aeolus("cost", "diff", "HEAD", "HEAD")
    assert "Cost does not change: $3.65 a month" in result.output
    assert "= prod" in result.output


def test_a_base_without_environments_costs_nothing_yet(repository: Repository) -> None:
    base = repository.commit(None)
    repository.commit("addresses: 1")
    result = aeolus("cost", "diff", base, "HEAD")
    assert "+ prod" in result.output
    assert "which has no environments" in result.output


def test_a_base_that_cannot_be_synthesized_is_told_with_what_it_said(
    repository: Repository,
) -> None:
    base = repository.commit("broken: true")
    repository.commit("addresses: 1")
    result = aeolus("cost", "diff", base, "HEAD")
    assert result.exit_code == 2
    assert "cannot be synthesized" in result.output
    assert "prod.yaml:1: broken" in result.output
    assert "Traceback" not in result.output
    assert len(repository.git("worktree", "list").splitlines()) == 1


def test_what_is_wrong_in_a_revision_is_told_by_its_name_as_git_writes_it(
    repository: Repository,
) -> None:
    repository.commit("broken: true")
    result = aeolus("cost", "diff", "HEAD", "HEAD")
    assert result.output.startswith("error: HEAD cannot be synthesized: ")
    usage = repository.root / "config/usage/prod.yaml"
    usage.parent.mkdir()
    usage.write_text("totals: {aws_eip: {gb: 1}}")
    repository.commit("addresses: 1")
    result = aeolus("cost", "diff", "HEAD", "HEAD")
    assert result.exit_code == 2
    assert result.output.startswith("HEAD:config/usage/prod.yaml:1: totals.aws_eip: ")


def test_prices_that_a_region_has_not_are_told_of_the_revision(repository: Repository) -> None:
    repository.commit("addresses: 1")
    result = aeolus("cost", "diff", "HEAD", "HEAD", "--region", "mars-1")
    assert result.exit_code == 2
    assert result.output.startswith("error: no prices of region 'mars-1'")


def test_a_branch_may_be_called_like_a_folder(repository: Repository) -> None:
    repository.commit("addresses: 1")
    repository.git("branch", "config")
    result = aeolus("cost", "diff", "config", "HEAD")
    assert "from config (revision" in result.output
    result = aeolus("cost", "diff", "config/usage", "HEAD")
    assert "config/usage: no such file, folder or git revision" in result.output
    (repository.root / "empty").mkdir()
    result = aeolus("cost", "diff", "empty", "HEAD")
    assert "empty: no stacks/*/cdk.tf.json in it" in result.output


def test_the_age_of_prices_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = load_prices("us-east-1").generated
    file = str(written(tmp_path / "prod.tf.json", ONE))

    class Later(date):
        @classmethod
        def today(cls) -> Later:
            return cls.fromordinal(made.toordinal() + 91)

    monkeypatch.setattr("aeolus_cli.cost.diff.date", Later)
    for options in ([], ["--markdown"]):
        output = aeolus("cost", "diff", file, file, *options).output
        assert f"WARNING: prices of {made} are 91 days old" in output.replace("\\", "")
    found = json.loads(aeolus("cost", "diff", file, file, "--json").output)
    assert [(each["age_days"], each["stale"]) for each in found["prices"]] == [(91, True)]


def test_no_such_revision_is_told(repository: Repository) -> None:
    repository.commit("addresses: 1")
    result = aeolus("cost", "diff", "no-such-branch", "HEAD")
    assert result.exit_code == 2
    assert "no-such-branch: no such file, folder or git revision" in result.output


def test_outside_a_repository_a_revision_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "cdktf.json").write_text("{}")
    monkeypatch.chdir(tmp_path)
    result = aeolus("cost", "diff", "main", "HEAD")
    assert result.exit_code == 2
    assert "main: no such file, folder or git revision" in result.output


def test_files_and_folders_compare_without_git(tmp_path: Path) -> None:
    base = written(tmp_path / "base/stacks/prod/cdk.tf.json", ONE).parents[2]
    head = written(tmp_path / "prod.tf.json", TWO)
    result = aeolus("cost", "diff", str(base), str(head))
    assert result.exit_code == 0, result.output
    assert "$3.65 → $7.30 expected" in result.output


def test_json_is_json_alone(tmp_path: Path) -> None:
    file = str(written(tmp_path / "prod.tf.json", ONE))
    found = json.loads(aeolus("cost", "diff", file, file, "--json").output)
    assert found["stacks"][0]["new"]["expected"] == "3.65"


def test_markdown_begins_with_its_marker(tmp_path: Path) -> None:
    file = str(written(tmp_path / "prod.tf.json", ONE))
    output = aeolus("cost", "diff", file, file, "--markdown").output
    assert output.startswith("<!-- aeolus-cost -->\n")


@pytest.mark.parametrize(("budget", "status"), [("3.65", 0), ("3.64", 1)])
def test_a_budget_that_is_exceeded_is_status_1_where_that_is_asked_for(
    repository: Repository, monkeypatch: pytest.MonkeyPatch, budget: str, status: int
) -> None:
    repository.commit("addresses: 1")
    monkeypatch.setattr(
        "aeolus_cli.cost.revisions._budgets", lambda tree: ({"prod": Decimal(budget)}, "")
    )
    assert aeolus("cost", "diff", "HEAD", "HEAD").exit_code == 0
    assert aeolus("cost", "diff", "HEAD", "HEAD", "--fail-over-budget").exit_code == status


def test_a_budget_that_cannot_be_read_is_told_and_does_not_pass(repository: Repository) -> None:
    # This project's model knows nothing of such files.
    repository.commit("addresses: 1")
    result = aeolus("cost", "diff", "HEAD", "HEAD")
    assert result.exit_code == 0
    assert "no budget is checked: config/environments/prod.yaml" in result.output
    result = aeolus("cost", "diff", "HEAD", "HEAD", "--fail-over-budget")
    assert result.exit_code == 2
    assert result.output.startswith("error: no budget of HEAD can be checked")

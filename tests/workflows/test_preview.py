"""The workflows that preview a pull request: valid, least rights, and of commands that exist."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from support.terraform import ROOT

GITHUB = ROOT / ".github/workflows/preview.yml"
GITLAB = ROOT / "docs/ci/gitlab-preview.yml"
JOBS: dict[str, Any] = yaml.safe_load(GITHUB.read_text())["jobs"]
GITLAB_JOBS: dict[str, Any] = {
    name: job for name, job in yaml.safe_load(GITLAB.read_text()).items() if ":" in name
}
COMMANDS = re.compile(r"(?:PYTHONPATH=scripts )?(\S*python3\S* -m \w+|scripts/[\w-]+)(.*)")


def commands(lines: str) -> list[tuple[str, str]]:
    return [(found[1], found[2]) for line in lines.splitlines() if (found := COMMANDS.search(line))]


@pytest.mark.parametrize(
    ("file", "schema"),
    [
        (GITHUB, ["vendor.github-workflows"]),
        (GITLAB, ["vendor.gitlab-ci", "--data-transform", "gitlab-ci"]),
    ],
)
def test_each_is_valid_by_its_schema(file: Path, schema: list[str]) -> None:
    check = ROOT / ".venv/bin/check-jsonschema"
    done = subprocess.run(
        [check, "--builtin-schema", *schema, file], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("file", [GITHUB, GITLAB])
def test_both_run_the_same_commands_and_these_take_their_options(file: Path) -> None:
    called = commands(file.read_text())
    jobs = [rest.split()[0] for name, rest in called if "aeolus_preview" in name]
    assert jobs == ["make", "post"]
    assert {name for name, _ in called if name.startswith("scripts/")} == {
        "scripts/setup",
        "scripts/plan-environments",
    }
    for job in jobs:
        shown = subprocess.run(
            ["python3", "-m", "aeolus_preview", job, "--help"],
            env={"PYTHONPATH": "scripts", "PATH": "/usr/bin:/bin"},
            cwd=ROOT,
            capture_output=True,
            text=True,
        ).stdout
        (rest,) = (rest for _, rest in called if rest.split()[:1] == [job])
        assert all(option in shown for option in re.findall(r"--[a-z-]+", rest))


def test_every_script_of_a_workflow_can_be_run() -> None:
    for name, _ in commands(GITHUB.read_text()):
        if name.startswith("scripts/"):
            assert (ROOT / name).stat().st_mode & 0o111, name


def test_actions_are_pinned_by_commit() -> None:
    used = re.findall(r"uses: (\S+)(.*)", GITHUB.read_text())
    assert used
    for action, comment in used:
        assert re.search(r"@[0-9a-f]{40}$", action), action
        assert re.search(r"# v\d+\.\d+\.\d+", comment), action
    assert len({action.split("@")[0] for action, _ in used}) == len({each for each, _ in used})


def test_nothing_may_be_done_unless_a_job_asks_for_it() -> None:
    assert yaml.safe_load(GITHUB.read_text())["permissions"] == {}
    rights = {name: job.get("permissions", {}) for name, job in JOBS.items()}
    assert rights == {
        "cost": {"contents": "read"},
        "plan": {"contents": "read", "id-token": "write"},
        "comment": {"contents": "read", "pull-requests": "write"},
    }


def test_a_pull_request_never_runs_with_the_rights_of_the_base() -> None:
    assert "pull_request_target" not in GITHUB.read_text()


def test_no_checkout_leaves_its_token_behind() -> None:
    steps = [step for job in JOBS.values() for step in job["steps"]]
    checkouts = [step for step in steps if "actions/checkout" in step.get("uses", "")]
    assert len(checkouts) == len(JOBS)
    assert all(step["with"]["persist-credentials"] is False for step in checkouts)


def test_the_cost_part_needs_no_secret() -> None:
    assert not re.search(r"secrets\.|vars\.|github\.token", yaml.safe_dump(JOBS["cost"]))
    assert not re.search(r"TOKEN|ROLE", yaml.safe_dump(GITLAB_JOBS["preview:cost"]))


def test_the_job_that_may_write_runs_nothing_of_the_pull_request() -> None:
    checkout, *rest = JOBS["comment"]["steps"]
    assert checkout["with"]["ref"] == "${{ github.event.pull_request.base.sha }}"
    runs = [step["run"] for step in rest if "run" in step]
    assert len(runs) == 1
    assert ".venv" not in runs[0], "what the request needs is not installed there"


def test_what_a_pull_request_says_never_stands_in_a_script() -> None:
    # An expression in a script is pasted into it: a title could then be a command.
    runs = [step["run"] for job in JOBS.values() for step in job["steps"] if "run" in step]
    assert not [run for run in runs if "${{" in run]


@pytest.mark.parametrize("name", ["plan", "comment"])
def test_a_fork_gets_neither_a_role_nor_a_token_that_writes(name: str) -> None:
    assert "pull_request.head.repo.full_name == github.repository" in JOBS[name]["if"]


def test_a_fork_still_sees_its_preview_and_fails_over_budget() -> None:
    assert "if" not in JOBS["cost"]
    assert any("GITHUB_STEP_SUMMARY" in step.get("run", "") for step in JOBS["cost"]["steps"])


def test_a_label_begins_a_run_and_no_run_is_skipped_for_another_label() -> None:
    # YAML 1.1 reads the key `on` as true.
    kinds = yaml.safe_load(GITHUB.read_text())[True]["pull_request"]["types"]
    assert {"labeled", "unlabeled"} <= set(kinds)
    assert "event.action" not in GITHUB.read_text(), "a skipped job passes as a required check"


def test_the_comment_is_brought_up_to_date_when_the_cost_failed() -> None:
    assert "!cancelled()" in JOBS["comment"]["if"]
    # A pull request that is over its budget fails `cost`, and this is what the comment tells.
    assert "needs.cost.result" not in JOBS["comment"]["if"]
    (rule,) = GITLAB_JOBS["preview:note"]["rules"]
    assert rule["when"] == "always"


def test_an_older_run_ends_where_a_newer_begins() -> None:
    concurrency = yaml.safe_load(GITHUB.read_text())["concurrency"]
    assert "pull_request.number" in concurrency["group"]
    assert concurrency["cancel-in-progress"] is True


@pytest.mark.parametrize("job", GITLAB_JOBS.values(), ids=list(GITLAB_JOBS))
def test_on_gitlab_only_merge_requests_are_previewed(job: dict[str, Any]) -> None:
    for rule in job["rules"]:
        assert rule["if"].startswith('$CI_PIPELINE_SOURCE == "merge_request_event"')


def test_gitlab_shows_the_artifact_in_the_merge_request() -> None:
    artifacts = yaml.safe_load(GITLAB.read_text())[".preview"]["artifacts"]
    # A folder without its slash is kept and not shown (GitLab Docs, "artifacts:expose_as").
    assert all(path.endswith("/") for path in artifacts["paths"])
    assert GITLAB_JOBS["preview:cost"]["artifacts"]["expose_as"]

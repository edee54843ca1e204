"""What the job without rights leaves for the comment, and when it fails."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from aeolus_cli.main import app
from aeolus_preview import __main__ as preview
from aeolus_preview.body import COST, MARKER, TOPOLOGY
from aeolus_preview.making import FAILED, LABEL, OVER, WITHIN, Command, make


def aeolus(folder: Path, *, cost: int = 0, topology: int = 0, says: str = "") -> Command:
    """Return an `aeolus` that ends with these statuses, and says `says` where it fails."""
    program = folder / "aeolus"
    program.write_text(
        "#!/bin/bash\n"
        f'echo "$*" >> {folder}/calls\n'
        f"case $1 in cost) status={cost} ;; *) status={topology} ;; esac\n"
        f"[ $status -le 1 ] || {{ printf '%b' '{says}' >&2; exit $status; }}\n"
        f"case $1 in cost) printf '{MARKER}\\n## Costs\\n' ;; *) echo a picture ;; esac\n"
        "exit $status\n"
    )
    program.chmod(0o755)
    return Command(program, folder)


@pytest.mark.parametrize(
    ("status", "overridden", "ends"),
    [
        (0, False, WITHIN),
        (0, True, WITHIN),
        (1, False, OVER),
        (1, True, WITHIN),
        (2, False, FAILED),
        (2, True, FAILED),
        (-9, True, FAILED),
    ],
)
def test_only_a_budget_can_be_overridden(
    tmp_path: Path, status: int, overridden: bool, ends: int
) -> None:
    command = aeolus(tmp_path, cost=status if status >= 0 else 137)
    assert make(command, "main", "HEAD", tmp_path / "out", overridden=overridden) == ends


def test_a_crash_is_no_budget_that_a_label_could_override(tmp_path: Path) -> None:
    command = aeolus(tmp_path)
    command.program.write_text("#!/bin/bash\necho 'Traceback: KeyError' >&2\nexit 1\n")
    assert make(command, "main", "HEAD", tmp_path, overridden=True) == FAILED
    assert "KeyError" in (tmp_path / COST).read_text()


def test_both_revisions_are_compared_with_the_budget(tmp_path: Path) -> None:
    make(aeolus(tmp_path), "main", "HEAD", tmp_path / "out", overridden=False)
    assert (tmp_path / "calls").read_text().splitlines() == [
        "cost diff main HEAD --markdown --fail-over-budget",
        "preview topology",
    ]


def test_the_commands_are_those_of_aeolus(tmp_path: Path) -> None:
    make(aeolus(tmp_path), "main", "HEAD", tmp_path / "out", overridden=False)
    for call in (tmp_path / "calls").read_text().splitlines():
        group, command, *rest = call.split()
        shown = CliRunner().invoke(app, [group, command, "--help"], env={"COLUMNS": "200"})
        assert shown.exit_code == 0, call
        assert all(each in shown.output for each in rest if each.startswith("--")), call


def test_the_comment_says_how_to_let_a_budget_be_exceeded(tmp_path: Path) -> None:
    make(aeolus(tmp_path, cost=1), "main", "HEAD", tmp_path, overridden=False)
    text = (tmp_path / COST).read_text()
    # Below the headline: what is said at the end of a long comment is not read.
    assert text.startswith(f"{MARKER}\n## Costs\n\n> :x: **Over budget, so the check fails.**")
    assert f"`{LABEL}`" in text


def test_the_comment_says_that_a_label_allows_it(tmp_path: Path) -> None:
    make(aeolus(tmp_path, cost=1), "main", "HEAD", tmp_path, overridden=True)
    text = (tmp_path / COST).read_text()
    assert f"allowed by the label `{LABEL}`" in text
    assert "the check fails" not in text


def test_a_label_says_nothing_where_no_budget_is_exceeded(tmp_path: Path) -> None:
    make(aeolus(tmp_path), "main", "HEAD", tmp_path, overridden=True)
    assert LABEL not in (tmp_path / COST).read_text()


def test_why_it_could_not_be_priced_stands_in_the_comment_as_it_was_said(tmp_path: Path) -> None:
    said = "prod.yaml:3: no such key\\n```\\n@everybody <b>"
    make(aeolus(tmp_path, cost=2, says=said), "main", "HEAD", tmp_path, overridden=False)
    lines = (tmp_path / COST).read_text().splitlines()
    assert lines == [
        MARKER,
        "## No cost preview",
        "",
        "    prod.yaml:3: no such key",
        "    ```",
        "    @everybody <b>",
    ]


def test_the_picture_is_folded(tmp_path: Path) -> None:
    make(aeolus(tmp_path), "main", "HEAD", tmp_path, overridden=False)
    text = (tmp_path / TOPOLOGY).read_text()
    # GitHub reads Markdown inside of HTML only behind an empty line.
    assert text == "<details><summary>Topology</summary>\n\na picture\n\n</details>\n"


def test_a_picture_that_cannot_be_drawn_fails_and_is_said(tmp_path: Path) -> None:
    command = aeolus(tmp_path, topology=2, says="no environments")
    assert make(command, "main", "HEAD", tmp_path, overridden=False) == FAILED
    assert (tmp_path / TOPOLOGY).read_text() == "## No picture\n\n    no environments\n"


@pytest.mark.parametrize(
    ("labels", "ends"),
    [("", 1), (LABEL, 0), (f"bug,{LABEL}", 0), (f"no-{LABEL}", 1), (f"{LABEL}s", 1)],
)
def test_the_label_is_taken_by_its_whole_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, labels: str, ends: int
) -> None:
    command = aeolus(tmp_path, cost=1)
    monkeypatch.setattr(preview, "Command", lambda program, project: command)
    asked = ["make", "main", "HEAD", str(tmp_path / "out"), "--labels", labels]
    assert preview.main(asked, {}) == ends


def test_what_stops_the_posting_is_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert preview.main(["post", str(tmp_path), "--run", "x"], {"GITHUB_ACTIONS": "1"}) == 2
    assert capsys.readouterr().err == "preview: GITHUB_API_URL is not set: docs/previews.md\n"

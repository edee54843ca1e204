"""One comment, brought up to date: on GitHub and on GitLab."""

from __future__ import annotations

import pytest

from aeolus_preview.body import MARKER
from aeolus_preview.errors import PreviewError
from aeolus_preview.forges import forge as forge_of
from aeolus_preview.forges import post

from .conftest import BOT, Forge

SOMEBODY = {"login": "mallory", "id": 7}
OLD, NEW = f"{MARKER}\nold", f"{MARKER}\nnew"


def settings(forge: Forge, name: str) -> dict[str, str]:
    if name == "github":
        return {
            "GITHUB_ACTIONS": "true",
            "GITHUB_API_URL": forge.url,
            "GITHUB_REPOSITORY": "o/r",
            "GITHUB_TOKEN": "t0ken",
            "PULL_REQUEST": "7",
        }
    return {
        "CI_API_V4_URL": forge.url,
        "CI_PROJECT_ID": "5",
        "CI_MERGE_REQUEST_IID": "7",
        "PREVIEW_TOKEN": "t0ken",
    }


PATHS = {
    "github": ("/repos/o/r/issues/7/comments", "PATCH /repos/o/r/issues/comments"),
    "gitlab": ("/projects/5/merge_requests/7/notes", "PUT /projects/5/merge_requests/7/notes"),
}


@pytest.fixture(params=list(PATHS))
def name(request: pytest.FixtureRequest) -> str:
    chosen: str = request.param
    return chosen


def test_the_first_is_made(forge: Forge, name: str) -> None:
    said = post(forge_of(settings(forge, name)), NEW)
    assert said == "comment 1 is made"
    assert forge.bodies == [NEW]
    assert forge.requests[-1] == f"POST {PATHS[name][0]}"


def test_the_next_takes_its_place(forge: Forge, name: str) -> None:
    forge.add("nice", SOMEBODY)
    forge.add(OLD, BOT)
    assert post(forge_of(settings(forge, name)), NEW) == "comment 2 is up to date"
    assert forge.bodies == ["nice", NEW]
    assert forge.requests[-1] == f"{PATHS[name][1]}/2"


def test_it_is_found_behind_hundreds_of_others(forge: Forge, name: str) -> None:
    for number in range(250):
        forge.add(f"comment {number}", SOMEBODY)
    forge.add(OLD, BOT)
    post(forge_of(settings(forge, name)), NEW)
    assert forge.bodies[250:] == [NEW]


def test_a_full_last_page_ends_the_search(forge: Forge, name: str) -> None:
    for number in range(100):
        forge.add(f"comment {number}", SOMEBODY)
    post(forge_of(settings(forge, name)), NEW)
    assert forge.bodies[100:] == [NEW]


def test_somebody_elses_copy_of_the_marker_is_left_alone(forge: Forge, name: str) -> None:
    forge.add(OLD, SOMEBODY)
    post(forge_of(settings(forge, name)), NEW)
    assert forge.bodies == [OLD, NEW]


def test_a_quotation_of_ours_is_not_ours(forge: Forge, name: str) -> None:
    forge.add(f"> {OLD}", BOT)
    post(forge_of(settings(forge, name)), NEW)
    assert forge.bodies == [f"> {OLD}", NEW]


def test_the_token_goes_where_the_forge_looks_for_it(forge: Forge, name: str) -> None:
    post(forge_of(settings(forge, name)), NEW)
    assert forge.tokens == {"Bearer t0ken" if name == "github" else "t0ken"}


def test_a_refusal_is_told_in_the_forges_words_and_without_the_token(
    forge: Forge, name: str
) -> None:
    forge.refuses = "POST"
    with pytest.raises(PreviewError) as refused:
        post(forge_of(settings(forge, name)), NEW)
    said = str(refused.value)
    assert "403" in said
    assert "Resource not accessible" in said
    assert "\n" not in said
    assert "t0ken" not in said


@pytest.mark.parametrize("missing", ["GITHUB_TOKEN", "PULL_REQUEST", "GITHUB_REPOSITORY"])
def test_what_is_not_set_is_named(forge: Forge, missing: str) -> None:
    given = settings(forge, "github")
    del given[missing]
    with pytest.raises(PreviewError, match=missing):
        forge_of(given)


def test_a_forge_that_is_not_there_is_told(forge: Forge) -> None:
    given = settings(forge, "github") | {"GITHUB_API_URL": "http://127.0.0.1:1"}
    with pytest.raises(PreviewError, match=r"GET http://127\.0\.0\.1:1/repos/o/r"):
        post(forge_of(given), NEW)

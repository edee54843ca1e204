"""GitHub and GitLab: where a request's comments are, and which of them are ours."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from .api import Api
from .body import MARKER
from .errors import PreviewError

GITHUB_BOT = "github-actions[bot]"
"""Who writes with a workflow's own token (GitHub Docs, "Automatic token authentication")."""


class Forge(Protocol):
    """Where comments are, and how one is known."""

    @property
    def api(self) -> Api:
        """The forge's API."""
        ...

    @property
    def comments(self) -> str:
        """The path of the request's comments."""
        ...

    def comment(self, number: int) -> tuple[str, str]:
        """Return the method and the path by which a comment is changed."""
        ...

    def is_ours(self, comment: Mapping[str, Any]) -> bool:
        """Return whether we have written a comment: anybody may copy its marker."""
        ...


@dataclass(frozen=True)
class GitHub:
    """A pull request (GitHub REST API, "Issue comments")."""

    api: Api
    repository: str
    number: str

    @property
    def comments(self) -> str:
        """The path of the request's comments."""
        return f"repos/{self.repository}/issues/{self.number}/comments"

    def comment(self, number: int) -> tuple[str, str]:
        """Return the method and the path by which a comment is changed."""
        return "PATCH", f"repos/{self.repository}/issues/comments/{number}"

    def is_ours(self, comment: Mapping[str, Any]) -> bool:
        """Return whether the workflow has written it."""
        return bool(comment["user"]["login"] == GITHUB_BOT)


@dataclass(frozen=True)
class GitLab:
    """A merge request (GitLab API, "Notes")."""

    api: Api
    project: str
    number: str
    author: int
    """The id of the user that the token belongs to."""

    @property
    def comments(self) -> str:
        """The path of the request's comments."""
        return f"projects/{self.project}/merge_requests/{self.number}/notes"

    def comment(self, number: int) -> tuple[str, str]:
        """Return the method and the path by which a comment is changed."""
        return "PUT", f"{self.comments}/{number}"

    def is_ours(self, comment: Mapping[str, Any]) -> bool:
        """Return whether the token's user has written it."""
        return bool(comment["author"]["id"] == self.author)


def forge(settings: Mapping[str, str]) -> Forge:
    """Return the forge that this job runs on, from the variables that it sets for every job.

    Beside them GitHub needs GITHUB_TOKEN and PULL_REQUEST, GitLab PREVIEW_TOKEN.
    """
    try:
        if "GITHUB_ACTIONS" in settings:
            api = Api(
                settings["GITHUB_API_URL"], {"Authorization": f"Bearer {settings['GITHUB_TOKEN']}"}
            )
            return GitHub(api, settings["GITHUB_REPOSITORY"], settings["PULL_REQUEST"])
        api = Api(settings["CI_API_V4_URL"], {"PRIVATE-TOKEN": settings["PREVIEW_TOKEN"]})
        return GitLab(
            api,
            settings["CI_PROJECT_ID"],
            settings["CI_MERGE_REQUEST_IID"],
            author=api.call("GET", "user")["id"],
        )
    except KeyError as error:
        raise PreviewError(f"{error.args[0]} is not set: docs/previews.md") from error


def post(where: Forge, body: str) -> str:
    """Write the comment, over the one that is there already; return what was done."""
    for each in where.api.each(where.comments):
        if each["body"].startswith(MARKER) and where.is_ours(each):
            method, path = where.comment(each["id"])
            where.api.call(method, path, body)
            return f"comment {each['id']} is up to date"
    made = where.api.call("POST", where.comments, body)
    return f"comment {made['id']} is made"

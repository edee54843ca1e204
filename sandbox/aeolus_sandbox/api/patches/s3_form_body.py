"""S3: what is put as an object is its body, whatever it is said to be."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from aeolus_sandbox.api.patches.patch import Patch, Replacement

_FORM = "application/x-www-form-urlencoded"
_KEY = "CONTENT_TYPE"


def _as_it_is(original: Callable[..., None]) -> Callable[..., None]:
    def setup_class(self: Any, request: Any, *args: Any, **kwargs: Any) -> None:
        kind = request.environ.get(_KEY, "")
        if request.method != "PUT" or not kind.startswith(_FORM):
            return original(self, request, *args, **kwargs)
        del request.environ[_KEY]  # while the body is read
        try:
            return original(self, request, *args, **kwargs)
        finally:
            request.environ[_KEY] = kind

    return setup_class


def _replacements() -> Sequence[Replacement]:
    from moto.s3.responses import S3Response

    return [Replacement(S3Response, "setup_class", _as_it_is)]


PATCH = Patch(
    name="s3_form_body",
    aws="PutObject keeps the body as it is, also of the type of a form, as curl and urllib say",
    source="Amazon S3 API Reference, PutObject",
    moto="takes it for a form, and keeps an empty object",
    replacements=_replacements,
)

"""All services: sessions of roles may what their policies allow."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import unquote

from aeolus_sandbox.api.patches.patch import Patch, Replacement
from aeolus_sandbox.authorization.actions import action, prefix
from aeolus_sandbox.authorization.context import context
from aeolus_sandbox.authorization.enforce import Call, Refused, check, signed
from aeolus_sandbox.authorization.resources import Place, resources

_INVALID_TOKEN = "InvalidClientTokenId"
_REST_XML = ("cloudfront", "route53")  # whose errors are in no list, as moto writes all of them
_KEY = re.compile(r"<Key>([^<]*)</Key>")


def _checking(original: Callable[..., None]) -> Callable[..., None]:
    def authorize(self: Any, resource: str = "*") -> None:
        service = prefix(signed(self.headers)[1])
        operation = self._get_action() or ""
        place = Place(self.current_account, self.region)
        found = resources(place, service, operation, self._get_param, self.path)
        call = Call(
            place.account_id,
            place.region,
            action(service, operation),
            found,
            self.headers,
            context(service, operation, self._get_param),
        )
        try:
            check(call, _of_secret(place, service, found))
        except Refused as refusal:
            raise _answer(self, service, refusal) from None
        original(self, resource)

    return authorize


def _of_secret(
    place: Place, service: str, found: Sequence[str] | None
) -> Sequence[Mapping[str, Any]]:
    """Return the statements of a secret's own policy."""
    from moto.secretsmanager.models import secretsmanager_backends

    if service != "secretsmanager" or not found:
        return ()
    held = secretsmanager_backends[place.account_id][place.region].secrets.get(found[0])
    return _statements(getattr(held, "policy", None))


def _statements(document: str | bytes | None) -> Sequence[Mapping[str, Any]]:
    told = json.loads(document)["Statement"] if document else []
    return told if isinstance(told, list) else [told]


def _answer(response: Any, service: str, refusal: Refused) -> Exception:
    """Return the refusal in the form of the service's protocol."""
    from moto.core.exceptions import JsonRESTError, _RESTError

    kind = str(response.headers.get("Content-Type") or "")
    if service == "ec2" and refusal.code == "AccessDenied":
        message = f"You are not authorized to perform this operation. {refusal.message}"
        error: Any = _RESTError("UnauthorizedOperation", message)
    elif "json" in kind or service == "lambda":
        code = "UnrecognizedClientException" if refusal.code == _INVALID_TOKEN else refusal.code
        code = "AccessDeniedException" if code == "AccessDenied" else code
        code = "ExpiredTokenException" if code == "ExpiredToken" else code
        error = JsonRESTError(code, refusal.message)
    else:
        denied = service == "sns" and refusal.code == "AccessDenied"
        error = _RESTError("AuthorizationError" if denied else refusal.code, refusal.message)
        if service in _REST_XML:
            error.description = re.sub("</?Errors>", "", error.description)
    error.code = 400 if "x-amz-json" in kind else 403
    return error  # type: ignore[no-any-return]


def _checking_s3(original: Callable[..., None]) -> Callable[..., None]:
    def authorize(self: Any, bucket_name: str | None = None, key_name: str | None = None) -> None:
        from moto.s3.exceptions import S3ClientError
        from moto.s3.models import s3_backends

        held = s3_backends[self.current_account]["aws"].buckets.get(bucket_name or "")
        query = self.querystring or {}
        prefixes = [str(one) for one in query.get("prefix") or ()]
        try:
            for needed, names in _needed(self, bucket_name, key_name):
                call = Call(
                    self.current_account,
                    self.region,
                    needed,
                    [f"arn:aws:s3:::{name}" if name else "*" for name in names],
                    self.headers,
                    {"s3:prefix": prefixes} if prefixes else {},
                    (query.get("X-Amz-Credential") or [""])[0],
                )
                check(call, _statements(getattr(held, "policy", None)))
        except Refused as refusal:
            raise S3ClientError(
                "InvalidAccessKeyId" if refusal.code == _INVALID_TOKEN else refusal.code,
                refusal.message,
            ) from None
        original(self, bucket_name, key_name)

    return authorize


def _needed(
    response: Any, bucket: str | None, key: str | None
) -> Iterator[tuple[str, Sequence[str]]]:
    """Yield each action that a request of S3 needs, and on what.

    Amazon S3 User Guide, "Required permissions for Amazon S3 API operations": of several objects,
    each; of a copy, its source is read.
    """
    operation = response.data.get("Action") or response._get_action() or ""
    name = f"{bucket}/{key}" if key else (bucket or "")
    several = operation == "DeleteObject" and not key
    yield (
        action("s3", operation),
        [f"{bucket}/{one}" for one in _KEY.findall(_text(response.body))] if several else [name],
    )
    source = response.headers.get("x-amz-copy-source")
    if source:
        yield "s3:GetObject", [unquote(source).lstrip("/").partition("?")[0]]


def _text(body: bytes | str) -> str:
    return body.decode(errors="replace") if isinstance(body, bytes) else body


def _replacements() -> Sequence[Replacement]:
    from moto.core.authorization import ActionAuthenticatorMixin as Mixin

    return [
        Replacement(Mixin, "_authenticate_and_authorize_normal_action", _checking),
        Replacement(Mixin, "_authenticate_and_authorize_s3_action", _checking_s3),
    ]


PATCH = Patch(
    name="role_permissions",
    aws="a session of a role may what its policies, their limits, those of the bucket or secret "
    "and of the VPC endpoint allow",
    source="AWS IAM User Guide, Policy evaluation logic",
    moto="lets everybody do everything",
    replacements=_replacements,
)

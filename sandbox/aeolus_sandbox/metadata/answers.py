"""What the metadata service answers to a request: decided here, sent by the server."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from ipaddress import IPv4Address
from urllib.parse import unquote, urlsplit

from aeolus_sandbox.metadata import tree
from aeolus_sandbox.metadata.instance import Directory, Instance
from aeolus_sandbox.metadata.tokens import LONGEST_S, Tokens

# In title case, as the service itself writes them.
TOKEN = "X-Aws-Ec2-Metadata-Token"
TOKEN_LIFETIME = "X-Aws-Ec2-Metadata-Token-Ttl-Seconds"
_VERSION = re.compile(r"latest|1\.0|20\d\d-\d\d-\d\d")
# A few of them: clients look for the one they want.
_VERSIONS = "1.0\n2009-04-04\n2016-09-02\n2018-09-24\n2021-03-23\nlatest"


@dataclass(frozen=True)
class Answer:
    """A status, a body, and headers; `hop_limit` is how many routers it may pass, if limited."""

    status: HTTPStatus
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    hop_limit: int | None = None


class Service:
    """Answers the requests of every instance that `directory` knows."""

    def __init__(self, directory: Directory, tokens: Tokens | None = None) -> None:
        """Ask `directory` at each request."""
        self._directory = directory
        self._tokens = tokens or Tokens()

    def answer(
        self, method: str, target: str, headers: Mapping[str, str], source: IPv4Address
    ) -> Answer:
        """Return what the instance at `source` gets; the names of `headers` are in title case."""
        instance = self._directory.instance(source)
        if instance is None:
            return Answer(HTTPStatus.NOT_FOUND)
        if instance.options.http_endpoint == "disabled":
            return Answer(HTTPStatus.FORBIDDEN)
        path = unquote(urlsplit(target).path)
        if method == "PUT":
            return self._token(path, headers, instance)
        if method not in ("GET", "HEAD"):
            return Answer(HTTPStatus.METHOD_NOT_ALLOWED)
        if not self._admitted(headers.get(TOKEN), instance):
            return Answer(HTTPStatus.UNAUTHORIZED)
        found = self._value([part for part in path.split("/") if part], instance)
        return Answer(HTTPStatus.NOT_FOUND) if found is None else Answer(HTTPStatus.OK, found)

    def _token(self, path: str, headers: Mapping[str, str], instance: Instance) -> Answer:
        if path.rstrip("/") != "/latest/api/token":
            return Answer(HTTPStatus.NOT_FOUND)
        # A request that came over a proxy is not the instance's own.
        if "X-Forwarded-For" in headers:
            return Answer(HTTPStatus.FORBIDDEN)
        lifetime = headers.get(TOKEN_LIFETIME, "")
        if not lifetime.isdecimal() or not 1 <= int(lifetime) <= LONGEST_S:
            return Answer(HTTPStatus.BAD_REQUEST)
        token = self._tokens.issue(instance.instance_id, int(lifetime))
        return Answer(
            HTTPStatus.OK,
            token.encode(),
            {TOKEN_LIFETIME: lifetime},
            hop_limit=instance.options.http_put_response_hop_limit,
        )

    def _admitted(self, token: str | None, instance: Instance) -> bool:
        if token is None:
            return instance.options.http_tokens == "optional"
        return self._tokens.valid(token, instance.instance_id)

    def _value(self, path: list[str], instance: Instance) -> bytes | None:
        match path:
            case []:
                return _VERSIONS.encode()
            case [version, *_] if not _VERSION.fullmatch(version):
                return None
            case [_]:
                return b"dynamic\nmeta-data" + (b"\nuser-data" if instance.user_data else b"")
            case [_, "user-data"]:
                return instance.user_data or None
            case [_, "dynamic", *rest]:
                return _encoded(tree.find(tree.dynamic(instance), rest))
            case [_, "meta-data", *rest]:
                return _encoded(tree.find(self._metadata(rest, instance), rest))
        return None

    def _metadata(self, path: list[str], instance: Instance) -> tree.Tree:
        # Only who asks below `iam` makes new credentials; a listing above needs to know of them.
        wanted = instance.role is not None and path[:1] in ([], ["iam"])
        credentials = self._directory.credentials(instance) if wanted else None
        return tree.metadata(instance, credentials)


def _encoded(value: str | None) -> bytes | None:
    return None if value is None else value.encode()

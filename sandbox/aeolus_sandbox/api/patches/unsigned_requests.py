"""Requests without a signature, and presigned ones, are for whom their host names."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from aeolus_sandbox.api.patches.patch import Patch, Replacement
from aeolus_sandbox.network.names.services import DOMAINS


def _by_host(original: Callable[..., str | None]) -> Callable[..., str | None]:
    def infer_service_region_host(self: Any, environ: dict[str, Any], path: str) -> str | None:
        host: str = environ.get("HTTP_HOST", "")
        unsigned = "HTTP_AUTHORIZATION" not in environ
        if unsigned and host.endswith(DOMAINS) and self.get_backend_for_host(host):
            return host
        return original(self, environ, path)

    return infer_service_region_host


def _replacements() -> Sequence[Replacement]:
    from moto.moto_server.werkzeug_app import DomainDispatcherApplication

    return [Replacement(DomainDispatcherApplication, "infer_service_region_host", _by_host)]


PATCH = Patch(
    name="unsigned_requests",
    aws="serves a request without a signature header, as a presigned one, by the host it names",
    source="AWS General Reference, AWS service endpoints",
    moto="takes it for one to S3",
    replacements=_replacements,
)

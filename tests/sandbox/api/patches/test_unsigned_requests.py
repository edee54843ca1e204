"""Requests without a signature, and presigned ones."""

from __future__ import annotations

from typing import Any

import pytest
from moto.moto_server import werkzeug_app

from aeolus_sandbox.api.patches import unsigned_requests

STS, S3 = (f"{service}.eu-central-1.amazonaws.com" for service in ("sts", "s3"))
SIGNED = "AWS4-HMAC-SHA256 Credential=A/20260301/eu-central-1/sns/aws4_request, Signature=0"


def served_by(host: str, **more: str) -> list[Any]:
    """Return moto's name of who serves a request to a host."""
    dispatcher = werkzeug_app.DomainDispatcherApplication(werkzeug_app.create_backend_app)
    dispatcher.get_application({"PATH_INFO": "/", "HTTP_HOST": host, **more})
    return list(dispatcher.app_instances)


def test_moto_takes_it_for_one_to_s3() -> None:
    assert served_by(STS) == ["s3"]


def test_patched_its_host_says_whom_it_asks() -> None:
    with unsigned_requests.PATCH.applied():
        assert served_by(STS) == ["sts"]
        assert served_by(f"bucket.{S3}") == ["s3"]


@pytest.mark.parametrize("host", ["localhost:5000", "nosuchservice.eu-central-1.amazonaws.com"])
def test_patched_a_host_that_says_nothing_changes_nothing(host: str) -> None:
    with unsigned_requests.PATCH.applied():
        assert served_by(host) == ["s3"]


def test_patched_a_signature_still_says_it() -> None:
    with unsigned_requests.PATCH.applied():
        assert served_by("localhost:5000", HTTP_AUTHORIZATION=SIGNED) == ["sns"]

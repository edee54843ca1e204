"""Which service a host name is of."""

from __future__ import annotations

from typing import Any

import pytest
from moto import backends
from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app

from aeolus_sandbox.api.patches import service_by_host

HOST = "sqs.eu-central-1.amazonaws.com"


@pytest.fixture
def listed(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many times moto has listed its folder."""
    times: list[int] = []
    original = backends.list_of_moto_modules

    def modules() -> Any:
        times.append(1)
        return original()

    monkeypatch.setattr(backends, "list_of_moto_modules", modules)
    return times


def test_moto_lists_its_folder_for_each_request(listed: list[int]) -> None:
    application = DomainDispatcherApplication(create_backend_app)
    assert {application.get_backend_for_host(HOST) for _ in range(3)} == {"sqs"}
    assert len(listed) == 3


def test_patched_a_host_is_looked_up_once(listed: list[int]) -> None:
    with service_by_host.PATCH.applied():
        application = DomainDispatcherApplication(create_backend_app)
        assert {application.get_backend_for_host(HOST) for _ in range(3)} == {"sqs"}
    assert len(listed) == 1


@pytest.mark.parametrize("host", [HOST, "bucket.s3.amazonaws.com", "moto_api", "nowhere", None])
def test_patched_each_host_is_of_the_same_service(host: str | None) -> None:
    application = DomainDispatcherApplication(create_backend_app)
    before = application.get_backend_for_host(host)
    with service_by_host.PATCH.applied():
        assert application.get_backend_for_host(host) == before

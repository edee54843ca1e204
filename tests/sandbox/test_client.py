"""boto3 clients of an embedded region, whatever the environment of the user says."""

from __future__ import annotations

from pathlib import Path

import pytest

from aeolus_sandbox.client import client

URL = "http://127.0.0.1:4566"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("AWS_PROFILE", "no-such-profile"),
        ("AWS_ENDPOINT_URL", "http://elsewhere:1"),
        ("AWS_ENDPOINT_URL_SQS", "http://elsewhere:1"),
        ("AWS_CONFIG_FILE", "broken"),
        ("AWS_REGION", "us-east-1"),
        ("AWS_DEFAULT_REGION", "us-east-1"),
    ],
)
def test_nothing_inherited_leads_elsewhere(
    name: str, value: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    broken = tmp_path / "config"
    broken.write_text("[default\n")
    monkeypatch.setenv(name, str(broken) if value == "broken" else value)
    meta = client("sqs", URL, "eu-central-1").meta
    assert (meta.endpoint_url, meta.region_name) == (URL, "eu-central-1")


def test_no_proxy_comes_between(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://proxy:3128")
    assert client("sqs", URL, "eu-central-1").meta.config.proxies == {}

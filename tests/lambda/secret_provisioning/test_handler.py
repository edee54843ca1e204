"""The handler: an event of names in, names and sentences out, and no secret in between."""

from __future__ import annotations

import json
from typing import Any

import boto3
import pytest

from secret_provisioning.handler import handler
from support.broker_token import EVENT, FakeElastiCache, FakeSecretsManager, Line


class Context:
    """Lambda's context object, with a fixed time left."""

    def __init__(self, milliseconds: int = 900_000) -> None:
        self.milliseconds = milliseconds

    def get_remaining_time_in_millis(self) -> int:
        return self.milliseconds


@pytest.fixture
def elasticache() -> FakeElastiCache:
    return FakeElastiCache(Line(), polls=1)


@pytest.fixture
def secrets() -> FakeSecretsManager:
    return FakeSecretsManager(Line())


@pytest.fixture(autouse=True)
def account(
    monkeypatch: pytest.MonkeyPatch, elasticache: FakeElastiCache, secrets: FakeSecretsManager
) -> None:
    clients: dict[str, Any] = {"elasticache": elasticache, "secretsmanager": secrets}
    monkeypatch.setattr(boto3, "client", clients.__getitem__)
    monkeypatch.setattr("time.sleep", lambda _: None)


def test_sets_the_token(elasticache: FakeElastiCache, secrets: FakeSecretsManager) -> None:
    assert handler(EVENT, Context()) == {
        "replication_group_id": "aeolus-test-broker",
        "result": "the current token is the only one accepted",
    }
    assert elasticache.accepted == [secrets.current]


def test_a_second_run_has_the_same_result() -> None:
    assert handler(EVENT, Context()) == handler(EVENT, Context())


def test_logs_each_step_as_json_and_no_secret(
    capsys: pytest.CaptureFixture[str], secrets: FakeSecretsManager
) -> None:
    result = handler(EVENT, Context())
    printed = capsys.readouterr().out
    assert [json.loads(line)["action"] for line in printed.splitlines()] == [
        "rotate",
        "wait",
        "set",
        "wait",
        "done",
    ]
    assert secrets.current not in printed + json.dumps(result)


def test_fails_when_time_runs_out(elasticache: FakeElastiCache) -> None:
    elasticache.status = "modifying"
    with pytest.raises(Exception, match="the replication group is modifying: invoke again"):
        handler(EVENT, Context(milliseconds=19_000))

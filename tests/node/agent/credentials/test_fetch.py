"""Secrets are read, or it is said why they are not."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from botocore.exceptions import ClientError, EndpointConnectionError

from aeolus_agent.credentials.fetch import fetch
from aeolus_agent.insist import NotYetError
from aeolus_agent.secrets import Secret
from support.node_descriptions import WORKER, arn


@dataclass
class ToySecrets:
    """Secrets Manager: a value for each ARN, or the error that it raises."""

    values: dict[str, str | Exception] = field(default_factory=dict)

    def get_secret_value(self, *, SecretId: str) -> dict[str, str]:
        """Answer as AWS does."""
        value = self.values[SecretId]
        if isinstance(value, Exception):
            raise value
        return {"SecretString": value}


def toy(**changes: str | Exception) -> ToySecrets:
    """Return secrets that hold their own names."""
    return ToySecrets({arn: changes.get(name, name) for name, arn in WORKER.secrets.items()})


def test_each_secret_of_the_node_is_read() -> None:
    assert fetch(toy(), WORKER.secrets) == {Secret(name): name for name in WORKER.secrets}


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (EndpointConnectionError(endpoint_url="https://secretsmanager.test"), "Could not connect"),
        (
            ClientError({"Error": {"Code": "AccessDeniedException"}}, "GetSecretValue"),
            "AccessDeniedException",
        ),
    ],
)
def test_which_secret_cannot_be_read_and_why_is_said(error: Exception, said: str) -> None:
    with pytest.raises(NotYetError) as refused:
        fetch(toy(broker_token=error), WORKER.secrets)
    assert f"secret broker_token cannot be read ({arn('broker-token')})" in str(refused.value)
    assert said in str(refused.value)


def test_a_secret_that_is_no_text_is_told() -> None:
    class Binary:
        def get_secret_value(self, *, SecretId: str) -> dict[str, bytes]:
            return {"SecretBinary": b"hush"}

    with pytest.raises(
        NotYetError, match=r"secret broker_token is binary \(arn\): store it as text"
    ) as told:
        fetch(Binary(), {"broker_token": "arn"})
    assert "hush" not in str(told.value)

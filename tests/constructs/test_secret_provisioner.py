"""The provisioner: names go in, the rights fit what its code calls, and it runs when it must."""

from __future__ import annotations

import json
from typing import Any

import boto3
import pytest
from botocore.client import BaseClient

from aeolus_constructs.encryption_key import EncryptionKey
from aeolus_constructs.providers import ElasticacheReplicationGroup
from aeolus_constructs.secret import Secret
from aeolus_constructs.secret_provisioner import SecretProvisioner
from secret_provisioning.adapters import ReplicationGroup, StoredSecret
from secret_provisioning.provision import provision
from support.broker_token import EVENT, FakeElastiCache, FakeSecretsManager, Line
from support.grants import granted, references
from support.render import DEPLOYMENT, Rendered, policy, render_construct, resources, the

GROUP_ID = "aeolus-test-broker"
REGION = "us-east-1"


@pytest.fixture(scope="module")
def rendered() -> Rendered:
    """A provisioner that sets one of two secrets on a group."""

    def build(stack: Any) -> None:
        key = EncryptionKey(stack, "key", deployment=DEPLOYMENT)
        token, _other = (
            Secret(
                stack,
                suffix,
                deployment=DEPLOYMENT,
                encryption_key=key,
                suffix=suffix,
                description=suffix,
                length=64,
                deletion_protection=False,
            )
            for suffix in ("token", "other")
        )
        provisioner = SecretProvisioner(
            stack,
            "provisioner",
            deployment=DEPLOYMENT,
            encryption_key=key,
            log_retention_in_days=7,
        )
        group = ElasticacheReplicationGroup(
            stack, "group", replication_group_id=GROUP_ID, description="A group"
        )
        provisioner.set_auth_token(stack, "set", group=group, token=token)

    return render_construct(build)


def invocation(rendered: Rendered) -> dict[str, Any]:
    return the(rendered, "aws_lambda_invocation")


class Recorder:
    """A client that notes the IAM action of each method that is called on it."""

    def __init__(self, client: Any, aws: BaseClient, actions: set[str]) -> None:
        self._client, self._actions = client, actions
        self._service = aws.meta.service_model.service_name
        self._operations = aws.meta.method_to_api_mapping

    def __getattr__(self, method: str) -> Any:
        self._actions.add(f"{self._service}:{self._operations[method]}")
        return getattr(self._client, method)


def called_actions() -> set[str]:
    """Return what the function's code calls for a new group and for a rotated secret."""
    actions: set[str] = set()
    secrets = FakeSecretsManager(Line())
    group = Recorder(FakeElastiCache(Line()), boto3.client("elasticache", REGION), actions)
    secret = Recorder(secrets, boto3.client("secretsmanager", REGION), actions)
    for _ in range(2):
        steps = provision(
            ReplicationGroup(group, EVENT["replication_group_id"]),
            StoredSecret(secret, EVENT["secret_arn"]),
            seconds_left=lambda: 900,
            sleep=lambda _: None,
        )
        assert list(steps)
        secrets.put()
    return actions


# Rights


def test_may_do_what_its_code_calls_and_nothing_else(rendered: Rendered) -> None:
    own = {
        action
        for each in policy(the(rendered, "aws_iam_role_policy", "set-auth-token"))
        for action in each["Action"]
    }
    # Secrets Manager decrypts in the caller's name.
    assert own == called_actions() | {"kms:Decrypt"}


def test_may_touch_this_secret_and_this_group_alone(rendered: Rendered) -> None:
    rights = granted(rendered, "provisioner_function_role")
    for action, allowed in rights.items():
        if action.startswith("secretsmanager:"):
            assert [references(each).startswith("token_") for each in allowed] == [True], action
        if action.startswith("elasticache:"):
            assert allowed == [DEPLOYMENT.arn("elasticache", f"replicationgroup:{GROUP_ID}")]


def test_has_its_rights_before_the_group_is_there(rendered: Rendered) -> None:
    right = json.dumps(the(rendered, "aws_iam_role_policy", "set-auth-token"))
    assert "aws_elasticache_replication_group." not in right


# The invocation


def test_the_event_holds_names_only(rendered: Rendered) -> None:
    event = json.loads(invocation(rendered)["input"])
    assert event.keys() == EVENT.keys()
    assert event["replication_group_id"] == GROUP_ID
    assert references(event["secret_arn"]) in resources(rendered, "aws_secretsmanager_secret")
    assert event["secret_arn"].endswith(".arn}")


def test_no_secret_is_read_back_for_it(rendered: Rendered) -> None:
    assert "aws_secretsmanager_secret_version" not in rendered["ephemeral"]


def test_waits_for_all_that_it_needs(rendered: Rendered) -> None:
    waits_for = invocation(rendered)["depends_on"]
    needed = {
        f"{type_}.{name}"
        for type_ in (
            "aws_lambda_function",
            "aws_elasticache_replication_group",
            "aws_iam_role_policy",
        )
        for name in resources(rendered, type_)
    }
    assert needed < set(waits_for)
    assert any(each.startswith("aws_secretsmanager_secret_version.token_") for each in waits_for)


def test_runs_again_for_a_new_group_and_for_a_new_secret(rendered: Rendered) -> None:
    triggers = invocation(rendered)["triggers"]
    (group,) = resources(rendered, "aws_elasticache_replication_group")
    assert triggers["group"] == f"${{aws_elasticache_replication_group.{group}.arn}}"
    assert references(triggers["version"]).startswith("token_")
    assert triggers["version"].endswith(".version_id}")


def test_has_the_longest_time_that_a_function_can_have(rendered: Rendered) -> None:
    assert the(rendered, "aws_lambda_function")["timeout"] == 900

"""Systems Manager: commands go to the nodes they name, and are carried out where machines run."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from botocore.exceptions import ClientError

from aeolus_sandbox.api.managed_nodes import ManagedNode, managed_nodes
from aeolus_sandbox.api.patches.ssm_commands import PATCH

Client = Callable[[str], Any]


@pytest.fixture
def instances(client: Client, image: str, subnets: list[str]) -> list[str]:
    """Return two instances, the first of which has a tag."""
    ec2 = client("ec2")
    answer = ec2.run_instances(
        ImageId=image, InstanceType="t3.small", MinCount=2, MaxCount=2, SubnetId=subnets[0]
    )
    made = [one["InstanceId"] for one in answer["Instances"]]
    ec2.create_tags(Resources=made[:1], Tags=[{"Key": "Part", "Value": "web"}])
    return made


@pytest.fixture
def machines(instances: list[str], monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let machines be present, and the first instance a managed node."""
    monkeypatch.setattr(managed_nodes, "present", True)
    node = ManagedNode(instances[0], "10.0.0.4", "ip-10-0-0-4", datetime(2026, 3, 1, tzinfo=UTC))
    managed_nodes.known[instances[0]] = node
    with PATCH.applied():
        yield
    managed_nodes.known.clear()
    managed_nodes.cancelled.clear()


def send(client: Client, **more: Any) -> Any:
    asked = {"DocumentName": "AWS-RunShellScript", "Parameters": {"commands": ["true"]}, **more}
    return client("ssm").send_command(**asked)["Command"]


def test_moto_sends_to_every_instance_what_names_one(client: Client, instances: list[str]) -> None:
    command = send(client, InstanceIds=instances[:1])
    assert sorted(command["InstanceIds"]) == sorted(instances)
    assert command["Status"] == "Success"


def test_moto_cannot_list_by_node_cancel_or_tell_nodes(client: Client) -> None:
    ssm = client("ssm")
    for call in (
        ssm.list_command_invocations,
        lambda: ssm.cancel_command(CommandId="0" * 36),
        ssm.describe_instance_information,
    ):
        with pytest.raises((NotImplementedError, ClientError)):
            call()


def test_patched_without_machines_it_goes_to_whom_it_names_and_succeeds(
    client: Client, instances: list[str]
) -> None:
    with PATCH.applied():
        assert send(client, InstanceIds=instances[:1])["InstanceIds"] == instances[:1]
        by_tag = send(client, Targets=[{"Key": "tag:Part", "Values": ["web"]}])
        assert (by_tag["InstanceIds"], by_tag["Status"]) == (instances[:1], "Success")
        by_id = send(client, Targets=[{"Key": "InstanceIds", "Values": instances[1:]}])
        assert by_id["InstanceIds"] == instances[1:]
        assert client("ssm").describe_instance_information()["InstanceInformationList"] == []


@pytest.mark.usefixtures("machines")
def test_patched_it_is_pending_until_it_is_carried_out(
    client: Client, instances: list[str]
) -> None:
    command = send(client, InstanceIds=instances[:1])
    assert (command["Status"], command["CompletedCount"]) == ("Pending", 0)
    answer = client("ssm").list_command_invocations(CommandId=command["CommandId"], Details=True)
    [invocation] = answer["CommandInvocations"]
    assert (invocation["InstanceId"], invocation["Status"]) == (instances[0], "Pending")
    client("ssm").cancel_command(CommandId=command["CommandId"])
    assert managed_nodes.cancelled == {command["CommandId"]}


@pytest.mark.usefixtures("machines")
def test_patched_who_is_no_managed_node_is_refused_by_id_and_passed_over_by_tag(
    client: Client, instances: list[str]
) -> None:
    with pytest.raises(ClientError, match="InvalidInstanceId"):
        send(client, InstanceIds=instances)
    by_id = send(client, Targets=[{"Key": "InstanceIds", "Values": instances}])
    assert by_id["InstanceIds"] == instances[:1]


@pytest.mark.usefixtures("machines")
def test_patched_nodes_are_told(client: Client, instances: list[str]) -> None:
    ssm = client("ssm")
    [node] = ssm.describe_instance_information()["InstanceInformationList"]
    assert (node["InstanceId"], node["PingStatus"]) == (instances[0], "Online")
    wanted = [{"Key": "InstanceIds", "Values": instances[1:]}]
    assert ssm.describe_instance_information(Filters=wanted)["InstanceInformationList"] == []

"""Commands in machines: whose agents are online, and what comes of them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from botocore.exceptions import ClientError

from aeolus_sandbox.region import Region
from aeolus_sandbox.supervisor.seen import Fault
from aeolus_sandbox.supervisor.settings import prefix
from support.alive import Net, alive, await_state
from support.leftovers import left
from support.machines import needs_machines, until

pytestmark = [pytest.mark.sandbox, needs_machines]

ENDED = {"Success", "Failed", "TimedOut", "Cancelled"}


@pytest.fixture(scope="module")
def region(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Region]:
    """Return a region in which machines run; nothing is left of it afterwards."""
    directory: Path = tmp_path_factory.mktemp("commands")
    with alive(directory, "commands") as made:
        yield made
    assert left(prefix(made.name, made.directory), made.directory) == []


@pytest.fixture(scope="module")
def managed(region: Region) -> str:
    """Return an instance whose role and network let its agent be online; another has no role."""
    iam, net = region.client("iam"), Net(region)
    iam.create_role(RoleName="managed", AssumeRolePolicyDocument="{}")
    iam.attach_role_policy(
        RoleName="managed", PolicyArn="arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore"
    )
    iam.create_instance_profile(InstanceProfileName="managed")
    iam.add_role_to_instance_profile(InstanceProfileName="managed", RoleName="managed")
    tags = [{"ResourceType": "instance", "Tags": [{"Key": "Part", "Value": "web"}]}]
    made = net.launch(IamInstanceProfile={"Name": "managed"}, TagSpecifications=tags)
    until(lambda: online(region).get(made) == "Online", "its agent is online")
    return made


@pytest.fixture(scope="module")
def unmanaged(region: Region, managed: str) -> str:
    """Return an instance that may not be managed."""
    instances: Any = region.client("ec2").describe_instances(InstanceIds=[managed])
    subnet = instances["Reservations"][0]["Instances"][0]["SubnetId"]
    answer = region.client("ec2").run_instances(
        ImageId=instances["Reservations"][0]["Instances"][0]["ImageId"],
        InstanceType="t3.small",
        SubnetId=subnet,
        MinCount=1,
        MaxCount=1,
    )
    made: str = answer["Instances"][0]["InstanceId"]
    await_state(region, made, "running")
    return made


def online(region: Region) -> dict[str, str]:
    """Return the managed nodes, with what is said of their agents."""
    answer = region.client("ssm").describe_instance_information()
    return {one["InstanceId"]: one["PingStatus"] for one in answer["InstanceInformationList"]}


def send(region: Region, script: str, **more: Any) -> str:
    """Send a command; return its id."""
    answer = region.client("ssm").send_command(
        DocumentName="AWS-RunShellScript",
        **{"Parameters": {"commands": script.splitlines()}, **more},
    )
    identifier: str = answer["Command"]["CommandId"]
    return identifier


def outcome(region: Region, command: str, instance: str) -> Any:
    """Return what came of a command at a node, once it has ended there."""
    ssm = region.client("ssm")

    def found() -> Any:
        return ssm.get_command_invocation(CommandId=command, InstanceId=instance)

    until(lambda: found()["Status"] in ENDED, "the command has ended")
    return found()


def test_a_command_runs_as_root_and_tells_what_it_printed(region: Region, managed: str) -> None:
    command = send(region, "id -un\nhostname\necho ill >&2", InstanceIds=[managed])
    found = outcome(region, command, managed)
    assert (found["Status"], found["ResponseCode"]) == ("Success", 0)
    assert found["StandardOutputContent"].split()[0] == "root"
    assert found["StandardOutputContent"].split()[1].startswith("ip-10-0-0-")
    assert found["StandardErrorContent"] == "ill\n"
    [listed] = region.client("ssm").list_commands(CommandId=command)["Commands"]
    assert (listed["Status"], listed["TargetCount"], listed["CompletedCount"]) == ("Success", 1, 1)


def test_one_that_fails_says_so(region: Region, managed: str) -> None:
    found = outcome(region, send(region, "exit 3", InstanceIds=[managed]), managed)
    assert (found["Status"], found["ResponseCode"]) == ("Failed", 3)


def test_one_that_takes_too_long_is_ended(region: Region, managed: str) -> None:
    given = {"commands": ["sleep 600"], "executionTimeout": ["1"]}
    found = outcome(region, send(region, "", InstanceIds=[managed], Parameters=given), managed)
    assert (found["Status"], found["StatusDetails"]) == ("TimedOut", "Execution Timed Out")


def test_one_that_is_called_off_is_ended(region: Region, managed: str) -> None:
    ssm = region.client("ssm")
    command = send(region, "sleep 600", InstanceIds=[managed])

    def status() -> str:
        answer = ssm.get_command_invocation(CommandId=command, InstanceId=managed)
        return str(answer["Status"])

    until(lambda: status() == "InProgress", "it runs")
    ssm.cancel_command(CommandId=command)
    assert outcome(region, command, managed)["Status"] == "Cancelled"


def test_targets_are_found_by_tags_and_output_goes_to_the_bucket(
    region: Region, managed: str, unmanaged: str
) -> None:
    s3 = region.client("s3")
    s3.create_bucket(
        Bucket="output", CreateBucketConfiguration={"LocationConstraint": "eu-central-1"}
    )
    command = send(
        region,
        "echo hello",
        Targets=[{"Key": "tag:Part", "Values": ["web"]}],
        OutputS3BucketName="output",
        OutputS3KeyPrefix="runs",
    )
    outcome(region, command, managed)
    [invocation] = region.client("ssm").list_command_invocations(CommandId=command, Details=True)[
        "CommandInvocations"
    ]
    assert invocation["InstanceId"] == managed
    assert invocation["CommandPlugins"][0]["Output"] == "hello\n"
    key = f"runs/{command}/{managed}/awsrunShellScript/0.awsrunShellScript/stdout"
    assert s3.get_object(Bucket="output", Key=key)["Body"].read() == b"hello\n"


def test_a_document_of_ones_own_runs_step_by_step(region: Region, managed: str) -> None:
    steps = [
        {"action": "aws:runShellScript", "name": name, "inputs": {"runCommand": [line]}}
        for name, line in (("greet", "echo hello {{ name }}"), ("leave", "echo bye"))
    ]
    parameters = {"name": {"type": "String", "default": "world"}}
    content = {"schemaVersion": "2.2", "parameters": parameters, "mainSteps": steps}
    region.client("ssm").create_document(
        Name="Greet", Content=json.dumps(content), DocumentType="Command"
    )
    answer = region.client("ssm").send_command(DocumentName="Greet", InstanceIds=[managed])
    found = outcome(region, answer["Command"]["CommandId"], managed)
    assert found["StandardOutputContent"] == "hello world\nbye\n"


def test_who_has_no_permission_is_no_managed_node(region: Region, unmanaged: str) -> None:
    assert unmanaged not in online(region)
    with pytest.raises(ClientError, match="InvalidInstanceId"):
        send(region, "true", InstanceIds=[unmanaged])


def test_who_is_cut_off_gets_the_command_when_it_is_back(region: Region, managed: str) -> None:
    region.befall(Fault.CUT, managed)
    region.client("ec2").create_tags(Resources=[managed], Tags=[{"Key": "Cut", "Value": "yes"}])
    until(lambda: online(region)[managed] == "ConnectionLost", "its agent is lost")
    command = send(region, "echo back", InstanceIds=[managed])
    region.befall(Fault.HEAL, managed)
    assert outcome(region, command, managed)["StandardOutputContent"] == "back\n"


def test_what_has_no_bucket_or_document_ends_all_the_same(region: Region, managed: str) -> None:
    command = send(region, "echo hi", InstanceIds=[managed], OutputS3BucketName="nowhere")
    assert outcome(region, command, managed)["Status"] == "Success"
    answer = region.client("ssm").send_command(DocumentName="Unknown", InstanceIds=[managed])
    found = outcome(region, answer["Command"]["CommandId"], managed)
    assert found["Status"] == "Failed"
    assert "Document" in found["StandardErrorContent"]

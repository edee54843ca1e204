"""Instances of a region that is alive: booted, told of, and gone."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from aeolus_sandbox.region import Region
from aeolus_sandbox.supervisor.seen import Fault
from aeolus_sandbox.supervisor.settings import prefix
from support.alive import Net, alive, await_said, await_state, state
from support.leftovers import left
from support.machines import needs_machines, until

pytestmark = [pytest.mark.sandbox, needs_machines]

# Tells at every boot, and at the first, what it learns of itself as any instance does.
USER_DATA = """#!/bin/bash
token=$(curl -sX PUT -H 'X-aws-ec2-metadata-token-ttl-seconds: 60' 169.254.169.254/latest/api/token)
ask() { curl -s -H "X-aws-ec2-metadata-token: $token" 169.254.169.254/latest/meta-data/$1; }
cat >/etc/systemd/system/boots.service <<'UNIT'
[Service]
ExecStart=/bin/sh -c 'echo >>/var/lib/boots; echo "boot $(wc -l </var/lib/boots)" >/dev/console'
[Install]
WantedBy=multi-user.target
UNIT
systemctl enable --now boots.service
{
    echo "zone $(ask placement/availability-zone)"
    echo "role $(ask iam/security-credentials/)"
    echo "key $(ask iam/security-credentials/web | grep -o 'ASIA[A-Z]*')"
    echo "name $(hostname -f)"
    echo "without a token $(curl -so /dev/null -w '%{http_code}' 169.254.169.254/latest/meta-data/)"
    echo "user data ran"
} >/dev/console
"""


@pytest.fixture(scope="module")
def region(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Region]:
    """Return a region in which machines run; nothing is left of it afterwards."""
    directory: Path = tmp_path_factory.mktemp("alive")
    with alive(directory) as made:
        yield made
    assert left(prefix(made.name, made.directory), made.directory) == []


@pytest.fixture(scope="module")
def net(region: Region) -> Net:
    """Return a VPC, with a role for its instances, and a queue that hears of their states."""
    iam = region.client("iam")
    iam.create_role(RoleName="web", AssumeRolePolicyDocument="{}")
    iam.create_instance_profile(InstanceProfileName="web")
    iam.add_role_to_instance_profile(InstanceProfileName="web", RoleName="web")
    queue = region.client("sqs").create_queue(QueueName="states")["QueueUrl"]
    attributes = region.client("sqs").get_queue_attributes(
        QueueUrl=queue, AttributeNames=["QueueArn"]
    )
    events = region.client("events")
    pattern = {"detail-type": ["EC2 Instance State-change Notification"]}
    events.put_rule(Name="states", EventPattern=json.dumps(pattern))
    target = {"Id": "queue", "Arn": attributes["Attributes"]["QueueArn"]}
    events.put_targets(Rule="states", Targets=[target])
    return Net(region)


@pytest.fixture(scope="module")
def instance(net: Net) -> str:
    """Return an instance that has run its user data, with the second version of IMDS alone."""
    made = net.launch(
        USER_DATA,
        IamInstanceProfile={"Name": "web"},
        MetadataOptions={"HttpTokens": "required"},
    )
    await_said(net.region, made, "user data ran")
    return made


def told(region: Region) -> list[tuple[str, str]]:
    """Return the states that were told so far, with their instances."""
    sqs = region.client("sqs")
    url = sqs.get_queue_url(QueueName="states")["QueueUrl"]
    found: list[tuple[str, str]] = []
    while messages := sqs.receive_message(
        QueueUrl=url, MaxNumberOfMessages=10, VisibilityTimeout=0
    ).get("Messages"):
        details: list[Any] = [json.loads(each["Body"])["detail"] for each in messages]
        found += [(each["instance-id"], each["state"]) for each in details]
        for each in messages:
            sqs.delete_message(QueueUrl=url, ReceiptHandle=each["ReceiptHandle"])
    return found


def test_it_learns_of_itself_and_runs_what_it_is_given(region: Region, instance: str) -> None:
    said = await_said(region, instance, "user data ran")
    assert "zone eu-central-1a" in said
    assert "role web" in said
    assert "key ASIA" in said
    assert "name ip-10-0-0-4.eu-central-1.compute.internal" in said
    assert "without a token 401" in said
    assert state(region, instance) == "running"


def test_who_asks_is_told_what_runs(region: Region, instance: str) -> None:
    [node] = [node for node in region.nodes() if node.id == instance]
    assert (node.kind, node.zone, node.address, node.state) == (
        "instance",
        "eu-central-1a",
        "10.0.0.4",
        "running",
    )


def test_it_stops_and_starts_with_its_disk(region: Region, instance: str) -> None:
    ec2 = region.client("ec2")
    ec2.stop_instances(InstanceIds=[instance])
    await_state(region, instance, "stopped")
    assert [node.state for node in region.nodes() if node.id == instance] == ["off"]
    ec2.start_instances(InstanceIds=[instance])
    await_said(region, instance, "boot 2")
    await_state(region, instance, "running")


def test_a_reboot_is_a_boot_and_it_runs_on(region: Region, instance: str) -> None:
    region.client("ec2").reboot_instances(InstanceIds=[instance])
    await_said(region, instance, "boot 3")
    assert state(region, instance) == "running"


def test_one_that_loses_its_power_runs_for_ec2_and_fails_its_checks(
    region: Region, instance: str
) -> None:
    region.befall(Fault.KILL, instance)
    until(lambda: checks(region, instance) == ("impaired", "impaired"), "it is impaired")
    assert state(region, instance) == "running"
    region.befall(Fault.REBOOT, instance)
    await_said(region, instance, "boot 4")
    until(lambda: checks(region, instance) == ("ok", "ok"), "it is well again")


def test_one_that_is_frozen_fails_its_instance_check_alone(region: Region, instance: str) -> None:
    region.befall(Fault.FREEZE, instance)
    until(lambda: checks(region, instance) == ("ok", "impaired"), "it is impaired")
    region.befall(Fault.THAW, instance)
    until(lambda: checks(region, instance) == ("ok", "ok"), "it is well again")


def checks(region: Region, instance: str) -> tuple[str, str]:
    """Return what the system and the instance check say."""
    answer = region.client("ec2").describe_instance_status(InstanceIds=[instance])
    [status] = answer["InstanceStatuses"]
    return status["SystemStatus"]["Status"], status["InstanceStatus"]["Status"]


@pytest.mark.parametrize(("behaviour", "end"), [("stop", "stopped"), ("terminate", "terminated")])
def test_one_that_powers_itself_off_is_what_it_was_launched_to_be(
    net: Net, behaviour: str, end: str
) -> None:
    made = net.launch("#!/bin/sh\npoweroff\n", InstanceInitiatedShutdownBehavior=behaviour)
    await_state(net.region, made, end)


def test_of_one_that_is_terminated_the_console_alone_is_left(region: Region, instance: str) -> None:
    told(region)
    region.client("ec2").terminate_instances(InstanceIds=[instance])
    await_state(region, instance, "terminated")
    assert instance not in [node.id for node in region.nodes()]
    assert not [each for each in left(instance, region.directory) if instance in str(each)]
    assert "user data ran" in await_said(region, instance, "user data ran")
    seen: list[tuple[str, str]] = []

    def heard() -> bool:
        seen.extend(told(region))
        return (instance, "terminated") in seen

    until(heard, "its end is told")
    assert [state for who, state in seen if who == instance] == ["shutting-down", "terminated"]

"""A web shop that plain Terraform builds in a region whose machines run."""

from __future__ import annotations

import json
import shutil
import urllib.error
import urllib.request
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from aeolus_sandbox.machines.inside import Result
from aeolus_sandbox.region import Region
from support import plain_terraform
from support.machines import until

SOURCE = Path(__file__).parents[1] / "sandbox/alive"
# The AWS CLI in an instance, as in a login there; it does not wait long for what is out of reach.
AWS = (
    "set -a; . /etc/environment;"
    " AWS_MAX_ATTEMPTS=1 aws --region eu-central-1 --cli-connect-timeout 3"
)
_DONE = ("Success", "Failed", "TimedOut", "Cancelled", "Undeliverable")
_PLAIN = urllib.request.build_opener(urllib.request.ProxyHandler({}))


@dataclass
class Shop:
    """The shop's Terraform in `directory`, and the region that it is applied to."""

    region: Region
    directory: Path

    def apply(self) -> None:
        """Build it."""
        shutil.copytree(SOURCE / "terraform", self.directory)
        with zipfile.ZipFile(self.directory / "function.zip", "w") as archive:
            for source in (self.directory / "function").glob("*.py"):
                archive.write(source, source.name)
        self.terraform("init", "-input=false")
        self.terraform("apply", "-auto-approve", "-input=false")

    def terraform(self, *arguments: str) -> str:
        """Return what Terraform prints. Fails with what it says is wrong."""
        return plain_terraform.terraform(self.region, self.directory, *arguments)

    @cached_property
    def outputs(self) -> dict[str, str]:
        """What the shop's Terraform puts out."""
        found = json.loads(self.terraform("output", "-json"))
        return {name: output["value"] for name, output in found.items()}

    def client(self, service: str) -> Any:
        """Return a client of the region, as its administrator."""
        return self.region.client(service)

    def page(self, path: str = "/") -> tuple[int, str]:
        """Return the status and body of a page, as a browser on this machine gets it."""
        [door] = self.region.doors()
        try:
            with _PLAIN.open(f"http://{door.here}{path}", timeout=10) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()

    def in_service(self) -> list[str]:
        """Return the instances of the group that are in service."""
        autoscaling = self.client("autoscaling")
        [group] = autoscaling.describe_auto_scaling_groups()["AutoScalingGroups"]
        return [
            each["InstanceId"]
            for each in group["Instances"]
            if each["LifecycleState"] == "InService"
        ]

    def healthy(self, group: str = "shop-public") -> set[str]:
        """Return the targets of a group that are healthy."""
        elbv2 = self.client("elbv2")
        [found] = elbv2.describe_target_groups(Names=[group])["TargetGroups"]
        answer = elbv2.describe_target_health(TargetGroupArn=found["TargetGroupArn"])
        return {
            each["Target"]["Id"]
            for each in answer["TargetHealthDescriptions"]
            if each["TargetHealth"]["State"] == "healthy"
        }

    def open(self) -> list[str]:
        """Return the healthy instances in service whose user data has run to its end."""
        ec2, healthy = self.client("ec2"), self.healthy()
        return [
            each
            for each in self.in_service()
            if each in healthy
            and "the shop is open" in ec2.get_console_output(InstanceId=each).get("Output", "")
        ]

    def two(self) -> tuple[str, str]:
        """Return two open instances, once there are."""
        found: list[str] = []

        def are_open() -> bool:
            found[:] = self.open()
            return len(found) >= 2

        until(are_open, "two instances are open")
        return found[0], found[1]

    def one(self) -> str:
        """Return an open instance, once there are two."""
        return self.two()[0]

    def named(self, name: str) -> str:
        """Return the running instance with this Name tag."""
        filters = [
            {"Name": "tag:Name", "Values": [name]},
            {"Name": "instance-state-name", "Values": ["running"]},
        ]
        [reservation] = self.client("ec2").describe_instances(Filters=filters)["Reservations"]
        identifier: str = reservation["Instances"][0]["InstanceId"]
        return identifier

    def run(self, instance: str, script: str) -> tuple[int, str]:
        """Return the status and output of a script, run in an instance by Run Command."""
        ssm = self.client("ssm")
        sent = ssm.send_command(
            InstanceIds=[instance],
            DocumentName="AWS-RunShellScript",
            Parameters={"commands": [script]},
        )["Command"]["CommandId"]

        def seen() -> dict[str, Any]:
            found: dict[str, Any] = ssm.get_command_invocation(CommandId=sent, InstanceId=instance)
            return found

        until(lambda: seen()["Status"] in _DONE, f"{script!r} has ended")
        ended = seen()
        said = ended["StandardOutputContent"] + ended["StandardErrorContent"]
        return ended["ResponseCode"], said

    def must(self, instance: str, script: str) -> str:
        """Return the output of a script that succeeds."""
        status, said = self.run(instance, script)
        assert status == 0, said
        return said.strip()

    def enter(self, instance: str, script: str) -> tuple[int, str]:
        """Return the status and output of a script, run by who has this machine."""
        done = Result.of(self.region.entry(instance, "bash", "-c", script).command, limit_s=60)
        return done.status, done.stdout + done.stderr

    def messages(self, queue: str) -> list[Any]:
        """Return what has come to a queue since it was asked last."""
        sqs = self.client("sqs")
        url = sqs.get_queue_url(QueueName=queue)["QueueUrl"]
        found: list[Any] = []
        while messages := sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages"):
            for each in messages:
                found.append(json.loads(each["Body"]))
                sqs.delete_message(QueueUrl=url, ReceiptHandle=each["ReceiptHandle"])
        return found

    def await_message(self, queue: str, matches: Callable[[Any], bool], what: str) -> Any:
        """Return the first message that matches, once it has come."""
        found: list[Any] = []

        def has_come() -> bool:
            found.extend(each for each in self.messages(queue) if matches(each))
            return bool(found)

        until(has_come, what)
        return found[0]

"""What is told of a command: to who asks Systems Manager, to S3, and to the event bus."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from botocore.exceptions import ClientError

from aeolus_sandbox.services.run_command.invocation import Outcome
from aeolus_sandbox.supervisor.world import World

# Systems Manager API Reference, GetCommandInvocation: the first 24,000 and 8,000 characters.
_STDOUT_CHARACTERS, _STDERR_CHARACTERS = 24_000, 8_000
_STEP = "awsrunShellScript/0.awsrunShellScript"


def moment(when: datetime) -> str:
    """Return a moment as Systems Manager writes it."""
    return when.strftime("%Y-%m-%dT%H:%M:%S.") + f"{when.microsecond // 1000:03d}Z"


def enter(invocation: dict[str, Any], outcome: Outcome) -> None:
    """Enter what became of moto's invocation."""
    invocation["Status"], invocation["StatusDetails"] = outcome.status.value, outcome.details
    invocation["ResponseCode"] = outcome.code
    invocation["StandardOutputContent"] = outcome.stdout[:_STDOUT_CHARACTERS]
    invocation["StandardErrorContent"] = outcome.stderr[:_STDERR_CHARACTERS]
    if outcome.status.ended:
        now = datetime.now(UTC)
        invocation["ExecutionEndDateTime"] = moment(now)
        if begun := invocation["ExecutionStartDateTime"]:
            took = now - datetime.fromisoformat(begun)
            invocation["ExecutionElapsedTime"] = f"PT{took.total_seconds():.3f}S"


def store_output(world: World, command: Any, instance: str, outcome: Outcome) -> None:
    """Put what was printed into the bucket that was named, if any."""
    if not command.output_s3_bucket_name:
        return
    parts = (command.output_s3_key_prefix, command.command_id, instance, _STEP)
    folder = "/".join(part.strip("/") for part in parts if part)
    for name, text in (("stdout", outcome.stdout), ("stderr", outcome.stderr)):
        if text:
            put = {"Bucket": command.output_s3_bucket_name, "Key": f"{folder}/{name}"}
            try:
                world.client("s3").put_object(**put, Body=text.encode())
            except ClientError as error:  # the command has ended as it has, all the same
                world.say("failure", command=command.command_id, error=str(error), **put)


def invocation_changed(world: World, command: Any, invocation: dict[str, Any]) -> None:
    """Tell of an invocation's status (Systems Manager User Guide, "EventBridge event examples")."""
    detail = {
        "command-id": command.command_id,
        "document-name": command.document_name,
        "instance-id": invocation["InstanceId"],
        "requested-date-time": moment(command.requested_date_time),
        "status": invocation["Status"],
    }
    arn = f"arn:aws:ec2:{world.region}:{world.account_id}:instance/{invocation['InstanceId']}"
    world.emit("aws.ssm", "EC2 Command Invocation Status-change Notification", detail, [arn])


def command_changed(world: World, command: Any) -> None:
    """Tell of a command's status."""
    detail = {
        "command-id": command.command_id,
        "document-name": command.document_name,
        "expire-after": moment(command.expires_after),
        "parameters": command.parameters,
        "requested-date-time": moment(command.requested_date_time),
        "status": command.status,
    }
    world.emit("aws.ssm", "EC2 Command Status-change Notification", detail, [])

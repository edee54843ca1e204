"""Carries out scripts in one machine, as the agent there does."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from aeolus_sandbox.errors import SandboxError
from aeolus_sandbox.machines.machine import Machine
from aeolus_sandbox.services.run_command.document import Script
from aeolus_sandbox.services.run_command.progress import Status

# Where the agent keeps a script: whatever runs it can be found by the command's id in this.
_FILE = "/var/lib/amazon/ssm/{instance}/document/orchestration/{command}/{number}/_script.sh"
_RUN = """
mkdir -p "${1%/*}" && cat >"$1" && chmod 0700 "$1" || exit 1
[ -z "$3" ] || cd "$3" || exit 1
exec timeout --kill-after=5 "$2" sh -c "$1" </dev/null
"""
# timeout(1) ends with this when it had to end what it ran.
_TOOK_TOO_LONG = 124
_LONGER_S = 30.0


@dataclass(frozen=True)
class Outcome:
    """What became of the scripts at a node."""

    status: Status
    details: str
    code: int
    stdout: str = ""
    stderr: str = ""


def carry_out(
    machine: Machine, command_id: str, scripts: Sequence[Script], cancelled: Callable[[], bool]
) -> Outcome:
    """Run scripts as root, one after the other; return what became of them together."""
    instance = machine.spec.instance_id
    stdout, stderr, code = "", "", 0
    for number, script in enumerate(scripts):
        file = _FILE.format(instance=instance, command=command_id, number=number)
        arguments = [file, f"{script.limit_s:.0f}", script.directory]
        try:
            result = machine.run(
                ["sh", "-c", _RUN, "sh", *arguments],
                stdin=script.text,
                limit_s=script.limit_s + _LONGER_S,
            )
        except SandboxError as error:
            return Outcome(Status.FAILED, "Undeliverable", -1, stdout, f"{stderr}{error}\n")
        stdout, stderr = stdout + result.stdout, stderr + result.stderr
        if cancelled():
            return Outcome(Status.CANCELLED, "Cancelled", -1, stdout, stderr)
        if result.status == _TOOK_TOO_LONG:
            return Outcome(Status.TIMED_OUT, "Execution Timed Out", 137, stdout, stderr)
        code = code or result.status
    if code:
        stderr += f"failed to run commands: exit status {code}"
        return Outcome(Status.FAILED, "Failed", code, stdout, stderr)
    return Outcome(Status.SUCCESS, "Success", 0, stdout, stderr)


def end(machine: Machine, command_id: str) -> None:
    """End whatever a command has run in a machine; nothing of it running is fine."""
    machine.run(["pkill", "--full", f"timeout.*/orchestration/{command_id}/"])

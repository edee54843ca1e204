"""Systems Manager: commands go to the nodes they name, and are carried out where machines run."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from aeolus_sandbox.api.managed_nodes import ManagedNode, managed_nodes
from aeolus_sandbox.api.patches.patch import Patch, Replacement, method


def _targeted(original: Callable[[Any], list[str]]) -> Callable[[Any], list[str]]:
    def targets(self: Any) -> list[str]:
        ids = [one["Values"] for one in self.targets if one["Key"] == "InstanceIds"]
        if ids:
            found = [each for values in ids for each in values]
        else:
            found = original(self) if self.targets else []
        # What is no managed node is passed over, where that is known.
        known = managed_nodes.known if managed_nodes.present else found
        return [each for each in found if each in known]

    return targets


def _pending(original: Callable[..., None]) -> Callable[..., None]:
    def init(self: Any, *args: Any, **asked: Any) -> None:
        if managed_nodes.present:
            _refuse_unknown(asked.get("instance_ids") or [])
        original(self, *args, **asked)
        if managed_nodes.present:
            self.status = self.status_details = "Pending"
            self.completed_count = 0
            self.target_count = len(self.instance_ids)
            for invocation in self.invocations:
                invocation.update(_NOT_BEGUN)

    return init


# Systems Manager API Reference, GetCommandInvocation: what it says before anything was done.
_NOT_BEGUN = {
    "Status": "Pending",
    "StatusDetails": "Pending",
    "ResponseCode": -1,
    "ExecutionStartDateTime": "",
    "ExecutionElapsedTime": "",
    "ExecutionEndDateTime": "",
}


def _refuse_unknown(instances: Iterable[str]) -> None:
    unknown = [each for each in instances if each not in managed_nodes.known]
    if unknown:
        from moto.core.exceptions import JsonRESTError

        message = f"Instances [[{', '.join(unknown)}]] not in a valid state for account"
        raise JsonRESTError("InvalidInstanceId", message)


def _list_command_invocations(self: Any) -> Any:
    from moto.core.responses import ActionResult

    command_id, instance = self._get_param("CommandId"), self._get_param("InstanceId")
    with_output = self._get_param("Details", False)
    found = [
        _listed(command, invocation, with_output)
        for command in self.ssm_backend.list_commands(command_id, None)
        for invocation in command.invocations
        if instance in (None, invocation["InstanceId"])
    ]
    return ActionResult({"CommandInvocations": found})


def _listed(command: Any, invocation: dict[str, Any], with_output: bool) -> dict[str, Any]:
    plugin = {
        "Name": invocation["PluginName"],
        "Status": invocation["Status"],
        "StatusDetails": invocation["StatusDetails"],
        "ResponseCode": invocation["ResponseCode"],
        "Output": invocation["StandardOutputContent"] + invocation["StandardErrorContent"],
    }
    return {
        **{key: invocation[key] for key in ("CommandId", "InstanceId", "Comment", "DocumentName")},
        "RequestedDateTime": command.requested_date_time,
        "Status": invocation["Status"],
        "StatusDetails": invocation["StatusDetails"],
        "CommandPlugins": [plugin] if with_output else [],
    }


def _cancel_command(self: Any) -> Any:
    from moto.core.responses import ActionResult

    command = self.ssm_backend.get_command_by_id(self._get_param("CommandId"))
    if managed_nodes.present:
        managed_nodes.cancelled.add(command.command_id)
    return ActionResult({})


def _describe_instance_information(self: Any) -> Any:
    from moto.core.responses import ActionResult

    wanted = [
        (one.get("key") or one.get("Key"), set(one.get("valueSet") or one.get("Values")))
        for name in ("InstanceInformationFilterList", "Filters")
        for one in self._get_param(name) or []
    ]
    found = [_information(node) for _, node in sorted(managed_nodes.known.items())]
    keys = {"InstanceIds": "InstanceId"}
    shown = [
        one for one in found if all(one.get(keys.get(key, key)) in values for key, values in wanted)
    ]
    return ActionResult({"InstanceInformationList": shown})


def _information(node: ManagedNode) -> dict[str, Any]:
    return {
        "InstanceId": node.instance_id,
        "PingStatus": "Online" if node.online else "ConnectionLost",
        "LastPingDateTime": node.last_ping,
        "PlatformType": "Linux",
        "PlatformName": "Debian GNU/Linux",
        "PlatformVersion": "12",
        "ResourceType": "EC2Instance",
        "IPAddress": node.address,
        "ComputerName": node.hostname,
    }


def _replacements() -> Sequence[Replacement]:
    from moto.ssm.models import Command
    from moto.ssm.responses import SimpleSystemManagerResponse as Response

    return [
        Replacement(Command, "_get_instance_ids_from_targets", _targeted),
        Replacement(Command, "__init__", _pending),
        method(Response, "list_command_invocations", _list_command_invocations),
        method(Response, "cancel_command", _cancel_command),
        method(Response, "describe_instance_information", _describe_instance_information),
    ]


PATCH = Patch(
    name="ssm_commands",
    aws="a command goes to the nodes that it names, is pending until their agents carry it out, "
    "and can be cancelled and listed by node",
    source="AWS Systems Manager API Reference, SendCommand, CommandInvocation",
    moto="sends a command that has no target tags to every instance, and says that all succeeded; "
    "has neither ListCommandInvocations, CancelCommand nor DescribeInstanceInformation",
    replacements=_replacements,
)

"""EC2: a volume is attached once, in its own zone; its device comes and goes in its own time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from aeolus_sandbox.api.block_devices import Detaching, block_devices
from aeolus_sandbox.api.patches.patch import Patch, Replacement

# Amazon EC2 API Reference, "Error codes".
_ZONES = "The volume '{volume}' is not in the same availability zone as instance '{instance}'"
_IN_USE = "{volume} is already attached to an instance"
_DEVICE = "Invalid value '{device}' for unixDevice. Attachment point {device} is already in use"
_STATE = "Instance '{instance}' is not 'running' or 'stopped'."


def _checked(original: Callable[..., Any]) -> Callable[..., Any]:
    def attach_volume(self: Any, volume_id: str, instance_id: str, device: str, *rest: Any) -> Any:
        volume, instance = self.get_volume(volume_id), self.get_instance(instance_id)
        if problem := _problem(volume, instance, device):
            from moto.ec2.exceptions import EC2ClientError

            code, message = problem
            named = message.format(volume=volume_id, instance=instance_id, device=device)
            raise EC2ClientError(code, named)
        attachment = original(self, volume_id, instance_id, device, *rest)
        if block_devices.present and instance.state == "running":
            attachment.status = "attaching"
        return attachment

    return attach_volume


def _problem(volume: Any, instance: Any, device: str) -> tuple[str, str] | None:
    if volume.attachment:
        return "VolumeInUse", _IN_USE
    if volume.zone and instance.placement and volume.zone.name != instance.placement.zone:
        return "InvalidVolume.ZoneMismatch", _ZONES
    if device in instance.block_device_mapping:
        return "InvalidParameterValue", _DEVICE
    if instance.state in ("shutting-down", "terminated"):
        return "IncorrectState", _STATE
    return None


def _detaching(original: Callable[..., Any]) -> Callable[..., Any]:
    def detach_volume(self: Any, volume_id: str, instance_id: str, device: str) -> Any:
        attachment = self.get_volume(volume_id).attachment
        if attachment is None:
            return original(self, volume_id, instance_id, device)
        # DetachVolume need not name the instance: a volume has one only.
        instance = attachment.instance
        if not block_devices.present or instance.state != "running":
            block_devices.detaching.pop(volume_id, None)
            return original(self, volume_id, instance.id, device)
        attachment.status = "detaching"
        block_devices.detaching[volume_id] = Detaching(
            lambda: original(self, volume_id, instance.id, device), force=False
        )
        return attachment

    return detach_volume


def _with_force(original: Callable[..., Any]) -> Callable[..., Any]:
    def detach_volume(self: Any) -> Any:
        answer = original(self)
        volume_id = self._get_param("VolumeId")
        if self._get_bool_param("Force", False) and volume_id in block_devices.detaching:
            wanted = block_devices.detaching[volume_id]
            block_devices.detaching[volume_id] = Detaching(wanted.finish, force=True)
        return answer

    return detach_volume


def _keeping(original: Callable[..., Any]) -> Callable[..., Any]:
    def create_snapshot(self: Any, volume_id: str, *rest: Any, **more: Any) -> Any:
        snapshot = original(self, volume_id, *rest, **more)
        block_devices.snapshot(volume_id, snapshot.id)
        return snapshot

    return create_snapshot


def _replacements() -> Sequence[Replacement]:
    from moto.ec2.models.elastic_block_store import EBSBackend
    from moto.ec2.responses.elastic_block_store import ElasticBlockStore

    return [
        Replacement(EBSBackend, "attach_volume", _checked),
        Replacement(EBSBackend, "detach_volume", _detaching),
        Replacement(EBSBackend, "create_snapshot", _keeping),
        Replacement(ElasticBlockStore, "detach_volume", _with_force),
    ]


PATCH = Patch(
    name="ec2_volumes",
    aws="a volume is attached to one instance of its own zone, at a free device name; it is "
    "attaching and detaching until its device has come or gone",
    source="Amazon EC2 API Reference, AttachVolume, DetachVolume, Error codes",
    moto="attaches any volume to any instance, again, and at a name that is taken; detaches none "
    "unless told from which instance",
    replacements=_replacements,
)

"""Reads volumes from moto's EC2, which knows of those that are about to leave their instances."""

from __future__ import annotations

from typing import Any

from aeolus_sandbox.api.block_devices import block_devices
from aeolus_sandbox.services.volumes.volume import GIB, Attachment, Volume

# moto's name for the root volume of an instance whose image says nothing of it.
_ROOT = "/dev/sda1"


def volumes(backend: Any) -> list[Volume]:
    """Return all volumes but root volumes: a machine's root file system is its own disk."""
    return [
        Volume(
            volume_id=volume.id,
            size_bytes=int(volume.size) * GIB,
            snapshot_id=volume.snapshot_id,
            attachment=_attachment(volume),
        )
        for volume in list(backend.volumes.values())
        if not _is_root(volume.attachment)
    ]


def _is_root(attachment: Any) -> bool:
    if attachment is None:
        return False
    return attachment.device in (_ROOT, attachment.instance.root_device_name)


def _attachment(volume: Any) -> Attachment | None:
    attachment = volume.attachment
    if attachment is None:
        return None
    wanted = block_devices.detaching.get(volume.id)
    return Attachment(
        attachment.instance.id,
        attachment.device,
        detaching=wanted is not None,
        force=wanted is not None and wanted.force,
    )

"""The device of a volume as a machine sees it: an NVMe device, as on AWS Nitro.

Amazon EBS User Guide, "Amazon EBS volumes and NVMe": it has a number in the order of attachment,
and is found by its serial number or, by a link, under the device name that was asked for.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from aeolus_sandbox.errors import SandboxError
from aeolus_sandbox.machines.machine import Machine
from aeolus_sandbox.services.volumes.volume import Volume

# Arguments: the node, its numbers, the link by serial number, the link by the name asked for.
_APPEAR = """
set -e
rm -f "$1" && mknod -m 0660 "$1" b "$2" "$3" && chgrp disk "$1"
mkdir -p /dev/disk/by-id && ln -sfn "../../${1##*/}" "$4"
case "$5" in /dev/*) ln -sfn "${1##*/}" "$5" ;; esac
"""
_VANISH = """
[ "$6" != force ] || umount --lazy --all-targets "$1" || true
rm -f "$1" "$4"
case "$5" in /dev/*) rm -f "$5" ;; esac
"""


@dataclass(frozen=True)
class Node:
    """The device of a volume in a machine: number `number` of its NVMe devices."""

    volume: Volume
    device: Path
    number: int

    def appear(self, machine: Machine) -> None:
        """Make the device known in the machine."""
        self._run(machine, _APPEAR)

    def vanish(self, machine: Machine, *, force: bool) -> None:
        """Take it away; with force also where it is mounted, as when a disk is pulled."""
        self._run(machine, _VANISH, "force" if force else "")

    def _run(self, machine: Machine, script: str, *more: str) -> None:
        numbers = os.stat(self.device).st_rdev
        attachment = self.volume.attachment
        assert attachment is not None
        name = f"nvme-Amazon_Elastic_Block_Store_{self.volume.serial_number}"
        arguments = [
            f"/dev/nvme{self.number}n1",
            str(os.major(numbers)),
            str(os.minor(numbers)),
            f"/dev/disk/by-id/{name}",
            attachment.device,
            *more,
        ]
        result = machine.run(["sh", "-c", script, "sh", *arguments], limit_s=20)
        if result.status:
            raise SandboxError(
                f"volume {self.volume.volume_id} in {attachment.instance_id}: {result.stderr}"
            )

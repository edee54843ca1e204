"""EC2: a root volume takes its size from the image when none is asked for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from aeolus_sandbox.api.patches.patch import Patch, Replacement


def _image_mappings(response: Any) -> dict[str, int]:
    image = response.ec2_backend.amis.get(response._get_param("ImageId"))
    mappings = image.block_device_mappings if image else []
    return {mapping["DeviceName"]: mapping["Ebs"]["VolumeSize"] for mapping in mappings}


def _with_sizes(original: Callable[..., Any]) -> Callable[..., Any]:
    def parse(self: Any) -> Any:
        sizes = _image_mappings(self)
        for mapping in self._get_param("BlockDeviceMappings", []):
            ebs = mapping.get("Ebs")
            if ebs and not ebs.get("SnapshotId") and mapping["DeviceName"] in sizes:
                ebs.setdefault("VolumeSize", sizes[mapping["DeviceName"]])
        return original(self)

    return parse


def _replacements() -> Sequence[Replacement]:
    from moto.ec2.responses.instances import InstanceResponse

    return [Replacement(InstanceResponse, "_parse_block_device_mapping", _with_sizes)]


PATCH = Patch(
    name="ec2_root_volume",
    aws="the size of a volume defaults to that of the image's snapshot",
    source="Amazon EC2 API Reference, EbsBlockDevice",
    moto="refuses the launch: MissingParameter, size or snapshotId",
    replacements=_replacements,
)

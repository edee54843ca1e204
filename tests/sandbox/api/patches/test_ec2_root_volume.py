"""EC2: a root volume takes its size from the image when none is asked for."""

from __future__ import annotations

from typing import Any

import pytest
from botocore.exceptions import ClientError

from aeolus_sandbox.api.patches.ec2_root_volume import PATCH


def _root_device(ec2: Any, image: str) -> str:
    device: str = ec2.describe_images(ImageIds=[image])["Images"][0]["RootDeviceName"]
    return device


def _volume_size(client: Any, image: str, **ebs: Any) -> int:
    ec2 = client("ec2")
    ec2.run_instances(
        ImageId=image,
        MinCount=1,
        MaxCount=1,
        BlockDeviceMappings=[
            {"DeviceName": _root_device(ec2, image), "Ebs": {"Encrypted": True, **ebs}}
        ],
    )
    size: int = ec2.describe_volumes()["Volumes"][0]["Size"]
    return size


def test_moto_refuses_the_launch(client: Any, image: str) -> None:
    with pytest.raises(ClientError, match="size or snapshotId"):
        _volume_size(client, image)


def test_patched_the_images_size_is_taken(client: Any, image: str) -> None:
    with PATCH.applied():
        assert _volume_size(client, image) == 15


def test_patched_a_size_asked_for_is_given(client: Any, image: str) -> None:
    with PATCH.applied():
        assert _volume_size(client, image, VolumeSize=40) == 40

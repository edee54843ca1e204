"""What nodes are launched from: encrypted, pinned, and their credentials out of reach."""

from __future__ import annotations

from typing import Any

import pytest

from aeolus_constructs.node_template import NodeTemplate
from support.node_user_data import decoded
from support.nodes import AMI_ID, node_parts
from support.render import Rendered, render_construct, search, the


def render(**options: Any) -> Rendered:
    def build(stack: Any) -> None:
        parts = node_parts(stack)
        NodeTemplate(
            stack,
            "template",
            name="aeolus-test-node",
            encryption_key=parts.encryption_key,
            role=parts.role,
            security_group=parts.security_group,
            ami_id=AMI_ID,
            instance_type="t4g.small",
            volume_size=16,
            tags={"Name": "aeolus-test-node", "aeolus:role": "worker"},
            **options,
        )

    return the(render_construct(build), "aws_launch_template")


@pytest.fixture(scope="module")
def template() -> Rendered:
    return render()


def test_metadata_only_by_session_and_only_to_the_node_itself(template: Rendered) -> None:
    assert template["metadata_options"] == {
        "http_endpoint": "enabled",
        "http_tokens": "required",
        "http_put_response_hop_limit": 1,
        "instance_metadata_tags": "disabled",
    }


def test_image_is_the_one_that_was_named(template: Rendered) -> None:
    assert template["image_id"] == AMI_ID


def test_root_volume_is_encrypted_with_the_environments_key_and_goes_with_the_node(
    template: Rendered,
) -> None:
    assert template["block_device_mappings"] == [
        {
            "device_name": "/dev/xvda",
            "ebs": {
                "volume_type": "gp3",
                "volume_size": 16,
                "encrypted": "true",
                "kms_key_id": "${aws_kms_key.key_F64E54E4.arn}",
                "delete_on_termination": "true",
            },
        }
    ]


def test_no_public_address_unless_asked_for(template: Rendered) -> None:
    path = "network_interfaces[].associate_public_ip_address"
    assert search(path, template) == ["false"]
    assert search(path, render(associate_public_ip_address=True)) == ["true"]


def test_security_group_is_named_once(template: Rendered) -> None:
    """EC2 refuses groups on the instance beside those of its network interface."""
    assert "vpc_security_group_ids" not in template
    assert search("length(network_interfaces[0].security_groups)", template) == 1


def test_volumes_and_interfaces_are_tagged_and_instances_left_to_the_group(
    template: Rendered,
) -> None:
    assert search("tag_specifications[].resource_type", template) == ["volume", "network-interface"]
    assert all(each["tags"]["aeolus:role"] == "worker" for each in template["tag_specifications"])


def test_no_login_key_and_no_paid_monitoring(template: Rendered) -> None:
    assert "key_name" not in template
    assert template["monitoring"] == {"enabled": False}


def test_default_version_follows(template: Rendered) -> None:
    assert template["update_default_version"] is True


def test_user_data_is_encoded_by_terraform_so_that_it_may_hold_expressions() -> None:
    assert "user_data" not in render()
    assert decoded(render(user_data="")) == ""
    assert decoded(render(user_data="#!/bin/sh\n${X}\n")) == "#!/bin/sh\n${X}\n"

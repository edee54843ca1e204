"""The data of a single node: encrypted, hard to lose, and its node's to attach."""

from __future__ import annotations

from typing import Any

import pytest

from aeolus_constructs.data_volume import DataVolume
from support.nodes import node_parts
from support.render import DEPLOYMENT, Rendered, policy, render_construct, the


def render(*, deletion_protection: bool = True, final_snapshot: bool = False) -> Rendered:
    def build(stack: Any) -> None:
        parts = node_parts(stack)
        volume = DataVolume(
            stack,
            "data",
            deployment=DEPLOYMENT,
            encryption_key=parts.encryption_key,
            suffix="data",
            availability_zone="us-east-1a",
            size=16,
            deletion_protection=deletion_protection,
            final_snapshot=final_snapshot,
        )
        volume.grant_attach(parts.role)

    return render_construct(build)


@pytest.fixture(scope="module")
def rendered() -> Rendered:
    return render()


def test_encrypted_with_the_environments_key(rendered: Rendered) -> None:
    volume = the(rendered, "aws_ebs_volume")
    assert volume["encrypted"] is True
    assert volume["kms_key_id"].startswith("${aws_kms_key.")
    assert (volume["type"], volume["size"]) == ("gp3", 16)


@pytest.mark.parametrize("protected", [True, False])
def test_terraform_refuses_to_delete_it_while_protected(protected: bool) -> None:
    volume = the(render(deletion_protection=protected), "aws_ebs_volume")
    assert volume["lifecycle"]["prevent_destroy"] is protected


@pytest.mark.parametrize("kept", [True, False])
def test_leaves_a_snapshot_when_asked_to(kept: bool) -> None:
    assert the(render(final_snapshot=kept), "aws_ebs_volume")["final_snapshot"] is kept


def test_attached_to_nodes_of_this_environment_alone(rendered: Rendered) -> None:
    moves, describe, _ = policy(the(rendered, "aws_iam_role_policy", "attach-volume"))
    assert moves["Action"] == ["ec2:AttachVolume"]
    assert moves["Resource"] == [
        "${aws_ebs_volume.data_volume_0717055C.arn}",
        "arn:aws:ec2:us-east-1:123456789012:instance/*",
    ]
    assert moves["Condition"] == {"StringEquals": {"aws:ResourceTag/aeolus:environment": "test"}}
    assert the(rendered, "aws_ebs_volume")["tags"]["aeolus:environment"] == "test"
    assert describe["Action"] == ["ec2:DescribeVolumes"]


def test_key_is_granted_to_aws_services_only(rendered: Rendered) -> None:
    grant = policy(the(rendered, "aws_iam_role_policy", "attach-volume"))[-1]
    assert grant["Action"] == ["kms:CreateGrant"]
    assert grant["Resource"] == ["${aws_kms_key.key_F64E54E4.arn}"]
    assert grant["Condition"] == {"Bool": {"kms:GrantIsForAWSResource": "true"}}

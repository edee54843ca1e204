"""The volume that keeps a single node's data when the machine is replaced."""

from __future__ import annotations

from cdktf import ITerraformDependable, TerraformResourceLifecycle
from constructs import Construct

from aeolus_tags import ENVIRONMENT_TAG

from .deployment import Deployment
from .encryption_key import EncryptionKey
from .iam import Role, Statement
from .node_rights import within_environment
from .providers import EbsVolume


class DataVolume(Construct):
    """An encrypted gp3 `aws_ebs_volume` that the node attaches to itself.

    It lives in one zone, and so must its node (Amazon EBS User Guide, "Attach an Amazon EBS
    volume to an Amazon EC2 instance").
    """

    aws_services = frozenset({"ec2"})

    def __init__(
        self,
        scope: Construct,
        id_: str,
        *,
        deployment: Deployment,
        encryption_key: EncryptionKey,
        suffix: str,
        availability_zone: str,
        size: int,
        deletion_protection: bool,
        final_snapshot: bool,
    ) -> None:
        """Create the volume of `size` GiB.

        With `deletion_protection` Terraform refuses every plan that would delete it; with
        `final_snapshot` it is copied before it is deleted.
        """
        super().__init__(scope, id_)
        self._deployment, self._encryption_key = deployment, encryption_key
        self.name = deployment.name(suffix)
        self.resource = EbsVolume(
            self,
            "volume",
            availability_zone=availability_zone,
            type="gp3",
            size=size,
            encrypted=True,
            kms_key_id=encryption_key.arn,
            final_snapshot=final_snapshot,
            tags={"Name": self.name, ENVIRONMENT_TAG: deployment.environment},
            lifecycle=TerraformResourceLifecycle(prevent_destroy=deletion_protection),
        )
        self.ready: list[ITerraformDependable] = [self.resource]

    @property
    def id(self) -> str:
        """The volume's id."""
        return self.resource.id

    def grant_attach(self, role: Role) -> None:
        """Let nodes under `role` find this volume and attach it.

        Nobody takes it off a node: that has it until it ends.
        Attaching makes EC2 ask for a grant of the key in the caller's name (Amazon EBS User
        Guide, "How Amazon EBS encryption works").
        """
        role.grant(
            "attach-volume",
            within_environment(
                self._deployment,
                ["ec2:AttachVolume"],
                [self.resource.arn, self._deployment.arn("ec2", "instance/*")],
            ),
            # Has no narrower form (Service Authorization Reference, "Amazon EC2").
            Statement(["ec2:DescribeVolumes"], ["*"]),
            Statement(
                ["kms:CreateGrant"],
                [self._encryption_key.arn],
                conditions={"Bool": {"kms:GrantIsForAWSResource": "true"}},
            ),
        )

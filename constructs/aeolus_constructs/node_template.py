"""What a node is launched from."""

from __future__ import annotations

from collections.abc import Mapping

from cdktf import Fn, TerraformResourceLifecycle, Token
from constructs import Construct

from .encryption_key import EncryptionKey
from .node_role import NodeRole
from .providers import (
    LaunchTemplate,
    LaunchTemplateBlockDeviceMappings,
    LaunchTemplateBlockDeviceMappingsEbs,
    LaunchTemplateIamInstanceProfile,
    LaunchTemplateMetadataOptions,
    LaunchTemplateMonitoring,
    LaunchTemplateNetworkInterfaces,
    LaunchTemplatePrivateDnsNameOptions,
    LaunchTemplateTagSpecifications,
)
from .security_group import SecurityGroup
from .terraform_text import literal

ROOT_DEVICE = "/dev/xvda"
"""Debian 12's images have their root volume there."""


class NodeTemplate(Construct):
    """An `aws_launch_template`: pinned image, encrypted gp3 root volume, IMDSv2 only.

    A hop limit of 1 keeps containers from the node's credentials. Instance tags stay out of the
    metadata: there they may have no space and no slash, as many companies' do, or the launch
    fails (Amazon EC2 User Guide, "View tags for your EC2 instances using instance metadata").
    Detailed monitoring is off: $2.10 a month and node, while what scales and alarms looks at
    Airflow's own metrics.
    """

    def __init__(
        self,
        scope: Construct,
        id_: str,
        *,
        name: str,
        encryption_key: EncryptionKey,
        role: NodeRole,
        security_group: SecurityGroup,
        ami_id: str,
        instance_type: str,
        volume_size: int,
        tags: Mapping[str, str],
        user_data: str | None = None,
        keeps_user_data: bool = False,
        associate_public_ip_address: bool = False,
    ) -> None:
        """Create the template `name`; `volume_size` is in GiB.

        `tags` go to volumes and network interfaces, the Auto Scaling group tags the instances.
        `user_data` is plain text, in which Terraform expressions are resolved. One that
        `keeps_user_data` goes on with what it has, whose addresses may be gone meanwhile.
        """
        super().__init__(scope, id_)
        self.resource = LaunchTemplate(
            self,
            "template",
            name=name,
            update_default_version=True,
            image_id=ami_id,
            instance_type=instance_type,
            iam_instance_profile=LaunchTemplateIamInstanceProfile(arn=role.profile.arn),
            metadata_options=LaunchTemplateMetadataOptions(
                http_endpoint="enabled",
                http_tokens="required",
                http_put_response_hop_limit=1,
                instance_metadata_tags="disabled",
            ),
            monitoring=LaunchTemplateMonitoring(enabled=False),
            # A node must find its own host name, or Airflow's daemons hang; that of an existing
            # subnet's other type has no address record unless the subnet says so.
            private_dns_name_options=LaunchTemplatePrivateDnsNameOptions(hostname_type="ip-name"),
            network_interfaces=[
                LaunchTemplateNetworkInterfaces(
                    device_index=0,
                    associate_public_ip_address=str(associate_public_ip_address).lower(),
                    delete_on_termination="true",
                    security_groups=[security_group.id],
                )
            ],
            block_device_mappings=[_root_volume(encryption_key, volume_size)],
            tag_specifications=[
                LaunchTemplateTagSpecifications(resource_type=type_, tags=dict(tags))
                for type_ in ("volume", "network-interface")
            ],
            user_data=None if user_data is None else Fn.base64encode(literal(user_data)),
            lifecycle=TerraformResourceLifecycle(ignore_changes=["user_data"])
            if keeps_user_data
            else None,
        )

    @property
    def id(self) -> str:
        """The template's id."""
        return self.resource.id

    @property
    def latest_version(self) -> str:
        """The number of the version that this deploy made or left."""
        return Token.as_string(self.resource.latest_version)


def _root_volume(encryption_key: EncryptionKey, size: int) -> LaunchTemplateBlockDeviceMappings:
    return LaunchTemplateBlockDeviceMappings(
        device_name=ROOT_DEVICE,
        ebs=LaunchTemplateBlockDeviceMappingsEbs(
            volume_type="gp3",
            volume_size=size,
            encrypted="true",
            kms_key_id=encryption_key.arn,
            delete_on_termination="true",
        ),
    )

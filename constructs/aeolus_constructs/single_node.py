"""The machine of topology `single_node`, with what outlives it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from cdktf import ITerraformDependable
from constructs import Construct

from aeolus_agent.description import Lasting
from aeolus_tags import ROLE_TAG

from .any_network import AnyNetwork
from .data_volume import DataVolume
from .deployment import Deployment
from .encryption_key import EncryptionKey
from .node_group import NodeGroup
from .node_role import NodeRole
from .public_address import PublicAddress
from .secrets import Secrets
from .security_group import SecurityGroup
from .storage import Storage
from .telemetry import NODE_LOGS
from .volume_snapshots import VolumeSnapshots

SUFFIX = "single-node"


class SingleNode(Construct):
    """An Auto Scaling group of exactly one, so that a dead machine is replaced.

    Data volume, of which there are snapshots, and public address outlive the machine; the next one
    takes both over, in the same zone. Until it holds its own address it reaches AWS by one that it
    is launched with. A refresh stops the old machine before it starts the new: a volume has one
    user.
    """

    aws_services = (
        NodeRole.aws_services
        | DataVolume.aws_services
        | PublicAddress.aws_services
        | Secrets.aws_services
        | Storage.aws_services
    )

    def __init__(
        self,
        scope: Construct,
        id_: str,
        *,
        deployment: Deployment,
        encryption_key: EncryptionKey,
        network: AnyNetwork,
        secrets: Secrets,
        storage: Storage,
        instance_type: str,
        ami_id: str,
        volume_size: int,
        data_volume_size: int,
        availability_zone: str,
        allowed_cidr_blocks: Sequence[str],
        policy_arns: Sequence[str],
        deletion_protection: bool,
        final_snapshot: bool = False,
        domain: str | None = None,
        hosted_zone_id: str | None = None,
        dns_challenge: bool = False,
        user_data: Callable[[Lasting], str] | None = None,
        depends_on: Sequence[ITerraformDependable] = (),
        hibernated: bool = False,
    ) -> None:
        """Create the node in the public subnet of `availability_zone`; sizes are in GiB.

        Only `allowed_cidr_blocks` reach it, by HTTPS, to which HTTP leads. With `hosted_zone_id`,
        `domain` points to it, and with `dns_challenge` the node may prove there that this is its
        name. `user_data` is made of what outlives the node.
        `deletion_protection` and `final_snapshot` are the data volume's.
        """
        super().__init__(scope, id_)
        self.data_volume = DataVolume(
            self,
            "data-volume",
            deployment=deployment,
            encryption_key=encryption_key,
            suffix="data",
            availability_zone=availability_zone,
            size=data_volume_size,
            deletion_protection=deletion_protection,
            final_snapshot=final_snapshot,
        )
        VolumeSnapshots(
            self,
            "snapshots",
            deployment=deployment,
            suffix="snapshots",
            volume_name=self.data_volume.name,
            volume_arn=self.data_volume.resource.arn,
        )
        self.public_address = PublicAddress(
            self,
            "public-address",
            deployment=deployment,
            suffix=SUFFIX,
            domain=domain,
            hosted_zone_id=hosted_zone_id,
        )
        self.security_group = SecurityGroup(
            self,
            "security-group",
            deployment=deployment,
            vpc_id=network.vpc_id,
            suffix=SUFFIX,
            description="The single node",
        )
        for cidr_block in allowed_cidr_blocks:
            self.security_group.allow_from_cidr(cidr_block, 443, "Web UI and API")
            self.security_group.allow_from_cidr(cidr_block, 80, "To HTTPS")
        network.allow_out(self.security_group, "AWS and the internet")
        self.role = NodeRole(
            self,
            "role",
            deployment=deployment,
            suffix=SUFFIX,
            description="The single node",
            logs=NODE_LOGS,
            policy_arns=policy_arns,
        )
        secrets.grant_read_all(self.role)
        storage.grant_node(self.role)
        self.data_volume.grant_attach(self.role)
        self.public_address.grant_associate(self.role)
        if dns_challenge:
            self.public_address.grant_dns_challenge(self.role)
        group = NodeGroup(
            self,
            "group",
            deployment=deployment,
            encryption_key=encryption_key,
            role=self.role,
            security_group=self.security_group,
            subnet_ids=[
                network.node_subnet_ids[network.availability_zones.index(availability_zone)]
            ],
            ami_id=ami_id,
            instance_types=[instance_type],
            volume_size=volume_size,
            user_data=user_data(self._lasting()) if user_data else None,
            associate_public_ip_address=True,
            min_size=1,
            max_size=1,
            min_healthy_percentage=0,
            max_healthy_percentage=100,
            tags={ROLE_TAG: "single_node"},
            depends_on=[
                *network.ready,
                *secrets.ready,
                *storage.ready,
                *self.data_volume.ready,
                *self.public_address.ready,
                *depends_on,
            ],
            hibernated=hibernated,
        )
        self.autoscaling_group_name = group.name
        self.ready: list[ITerraformDependable] = group.ready

    def _lasting(self) -> Lasting:
        address = self.public_address
        return Lasting(self.data_volume.id, address.id, address.web_name)

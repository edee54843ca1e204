"""Security groups that open both ends of a connection, and nothing else."""

from __future__ import annotations

from functools import cached_property

from cdktf import ITerraformDependable
from constructs import Construct

from .deployment import Deployment
from .providers import (
    SecurityGroup as AwsSecurityGroup,
)
from .providers import VpcSecurityGroupEgressRule, VpcSecurityGroupIngressRule

ANYWHERE = "0.0.0.0/0"


class SecurityGroup(Construct):
    """A security group that starts closed in both directions.

    Creates an `aws_security_group`; every `allow_*` adds rules to it and to the peer. `rules`
    lists them, for what has to wait until the way is open. Each is named after its ends, by which
    a rule that a dead deploy left is known again.
    """

    def __init__(
        self,
        scope: Construct,
        id_: str,
        *,
        deployment: Deployment,
        vpc_id: str,
        suffix: str,
        description: str,
    ) -> None:
        """Create the group in `vpc_id`, named after `suffix`."""
        super().__init__(scope, id_)
        self.name = name = deployment.name(suffix)
        self.resource = AwsSecurityGroup(
            self,
            "group",
            name=name,
            description=description,
            vpc_id=vpc_id,
            # Terraform's own clean-up of rules made elsewhere would otherwise block a destroy.
            revoke_rules_on_delete=True,
            tags={"Name": name},
        )
        self.rules: list[ITerraformDependable] = []

    @cached_property
    def id(self) -> str:
        """The group's id."""
        return self.resource.id

    def allow_from(
        self,
        peer: SecurityGroup,
        port: int,
        description: str,
        *,
        depends_on: list[ITerraformDependable] | None = None,
    ) -> None:
        """Let members of `peer` connect to TCP `port` of this group's members.

        Adds the ingress rule here and the egress rule at the peer; both wait for `depends_on`.
        """
        key = f"{peer.node.path.replace('/', '-')}-{port}"
        ingress = VpcSecurityGroupIngressRule(
            self,
            f"from-{key}",
            security_group_id=self.id,
            referenced_security_group_id=peer.id,
            ip_protocol="tcp",
            from_port=port,
            to_port=port,
            description=description,
            tags={"Name": f"{self.name} from {peer.name} {port}"},
            depends_on=depends_on,
        )
        egress = VpcSecurityGroupEgressRule(
            peer,
            f"to-{self.node.path.replace('/', '-')}-{port}",
            security_group_id=peer.id,
            referenced_security_group_id=self.id,
            ip_protocol="tcp",
            from_port=port,
            to_port=port,
            description=description,
            tags={"Name": f"{peer.name} to {self.name} {port}"},
            depends_on=depends_on,
        )
        # The way is open when both ends are, whichever end it is that waits.
        for group in dict.fromkeys((self, peer)):
            group.rules += [ingress, egress]

    def allow_from_cidr(self, cidr_block: str, port: int, description: str) -> None:
        """Let addresses of `cidr_block` connect to TCP `port`."""
        self.rules.append(
            VpcSecurityGroupIngressRule(
                self,
                f"from-{_label(cidr_block)}-{port}",
                security_group_id=self.id,
                cidr_ipv4=cidr_block,
                ip_protocol="tcp",
                from_port=port,
                to_port=port,
                description=description,
                tags={"Name": f"{self.name} from {cidr_block} {port}"},
            )
        )

    def allow_to_cidr(
        self, cidr_block: str, port: int, description: str, *, protocol: str = "tcp"
    ) -> None:
        """Let members connect to `port` of addresses in `cidr_block`."""
        self.rules.append(
            VpcSecurityGroupEgressRule(
                self,
                f"to-{_label(cidr_block)}-{protocol}-{port}",
                security_group_id=self.id,
                cidr_ipv4=cidr_block,
                ip_protocol=protocol,
                from_port=port,
                to_port=port,
                description=description,
                tags={"Name": f"{self.name} to {cidr_block} {protocol} {port}"},
            )
        )

    def allow_to_prefix_list(
        self, label: str, prefix_list_id: str, port: int, description: str
    ) -> None:
        """Let members connect to TCP `port` of the addresses in a managed prefix list."""
        self.rules.append(
            VpcSecurityGroupEgressRule(
                self,
                f"to-{label}-{port}",
                security_group_id=self.id,
                prefix_list_id=prefix_list_id,
                ip_protocol="tcp",
                from_port=port,
                to_port=port,
                description=description,
                tags={"Name": f"{self.name} to {label} {port}"},
            )
        )


def _label(cidr_block: str) -> str:
    """Return the network in characters that a construct id may have."""
    return cidr_block.replace("/", "_").replace(".", "-")
